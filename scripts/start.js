const { spawn } = require("node:child_process");
const path = require("node:path");
const { devStack, stacksHere } = require("./dev-stack.js");
const { devEnvironment } = require("./pulumi-environment.js");
const { askPulumi, runPulumi } = require("./run-pulumi.js");
const { paths } = require("./setup/paths.js");

const onDev = ["--stack", devStack];

async function start() {
  const env = devEnvironment();
  const status =
    (await selectDev(env)) || (await runPulumi(["up", "--yes", "--skip-preview", ...onDev], env));
  if (status !== 0) return status;

  const [outputs, [latest]] = await Promise.all([
    askPulumi(["stack", "output", ...onDev], env),
    askPulumi(["stack", "history", "--page-size", "1", ...onDev], env),
  ]);
  if (Object.keys(latest.resourceChanges).every((change) => change === "same"))
    console.log("Nothing changed.\n");
  console.log(`URL:  ${outputs.url}\nTry:  curl ${outputs.url}\n`);
  return report(outputs.functionName);
}

/** @param {NodeJS.ProcessEnv} env */
async function selectDev(env) {
  return stacksHere().includes(devStack) ? 0 : runPulumi(["stack", "select", "--create", devStack], env);
}

/**
 * @param {string} functionName
 * @returns {Promise<number>}
 */
function report(functionName) {
  const cli = path.join(paths().project, "dist/cli/main.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, "report", functionName], { stdio: "inherit" });
    child.once("error", reject).once("close", (status) => resolve(status ?? 1));
  });
}

start().then((status) => {
  process.exitCode = status;
});
