const fs = require("node:fs");
const { devStack, stacksHere } = require("./dev-stack.js");
const { devEnvironment } = require("./pulumi-environment.js");
const { runPulumi } = require("./run-pulumi.js");
const { paths } = require("./setup/paths.js");

const onDev = ["--stack", devStack];

/** Removes what `npm start` made; the caches stay. */
async function destroy() {
  if (stacksHere().includes(devStack)) {
    const env = devEnvironment();
    const status =
      (await runPulumi(["destroy", "--yes", "--skip-preview", ...onDev], env)) ||
      (await runPulumi(["stack", "rm", "--yes", "--preserve-config", ...onDev], env));
    if (status !== 0) return status;
  } else {
    console.log("Nothing to destroy.");
  }
  const others = stacksHere();
  if (others.length === 0) fs.rmSync(paths().state, { recursive: true, force: true });
  else console.log(`Kept, with its state in .goserverless/state: ${others.join(", ")}.`);
  return 0;
}

destroy().then((status) => {
  process.exitCode = status;
});
