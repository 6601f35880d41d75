const fs = require("node:fs");
const path = require("node:path");
const { withLock } = require("./lock.js");
const { paths } = require("./paths.js");
const { working } = require("./progress.js");
const { run } = require("./run.js");
const { stamp } = require("./stamp.js");

const { project, projectLock } = paths();

/** Installs the npm packages of the lockfile, unless they are there. */
async function installPackages({ folder = project, lock = projectLock } = {}) {
  // Some packages hold binaries: a folder shared with another system needs its own.
  const installed = stamp(path.join(folder, "node_modules/.goserverless-lock"), () => [
    fs.readFileSync(path.join(folder, "package-lock.json")),
    `${process.platform}-${process.arch}`,
  ]);
  if (installed.matches()) return;
  await withLock(lock, async () => {
    if (installed.matches()) return;
    installed.remove();
    const finish = installed.prepare();
    await working("Installing the npm packages", () =>
      run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
        cwd: folder,
        missing: "npm is needed, found none. It comes with Node: https://nodejs.org.",
      }),
    );
    finish();
  });
}

module.exports = { installPackages };
