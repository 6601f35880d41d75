const path = require("node:path");
const { providedPulumi, quietPulumi } = require("./find-pulumi.js");
const { working } = require("./progress.js");
const { run } = require("./run.js");
const { SetupError } = require("./setup-error.js");

const probeMs = 5000;

/** Runs in a process of its own, because the Automation API takes its settings from the process's environment. */
const install = `
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  const [version, root] = process.argv.slice(1);
  PulumiCommand.install({ version, root, skipVersionCheck: true }).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
`;

/**
 * Puts the official release into `root/bin`.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function downloadPulumi(root, env) {
  await probe();
  await working(`Downloading Pulumi ${providedPulumi}`, () =>
    run(process.execPath, ["-e", install, providedPulumi, root], {
      cwd: path.resolve(__dirname, "../.."),
      env: { ...env, ...quietPulumi(env) },
    }),
  );
}

/** Finds out in seconds what the installer would find out in minutes: whether its host can be reached. */
async function probe() {
  const url = "https://get.pulumi.com/install.sh";
  try {
    const { status } = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(probeMs) });
    if (status === 200) return;
    throw new Error(`status ${status}`);
  } catch (cause) {
    throw new SetupError(`${url} cannot be reached.`, { cause });
  }
}

module.exports = { downloadPulumi };
