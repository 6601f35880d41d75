const fs = require("node:fs");
const path = require("node:path");
const { paths } = require("./setup/paths.js");

/** The stack that `npm start` and `npm run destroy` are about. */
const devStack = "dev";

/**
 * The stacks that have their state inside the project. Read from the folder, because asking Pulumi takes its time.
 * @returns {string[]}
 */
function stacksHere() {
  const folder = path.join(paths().state, ".pulumi/stacks");
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .flatMap((file) => /([^/]+)\.json(?:\.gz|\.zst)?$/.exec(file)?.[1] ?? []);
}

module.exports = { devStack, stacksHere };
