const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { paths } = require("../setup/paths.js");
const { run } = require("../setup/run.js");

/**
 * Packs the package as it would be published, and has others judge it.
 * @param {(name: string, ...args: string[]) => Promise<string>} tool
 */
async function checkPackage(tool) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-package-"));
  try {
    await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: paths().project });
    const [name = ""] = fs.readdirSync(folder);
    const tarball = path.join(folder, name);
    await tool("publint", "run", "--strict", tarball);
    await tool("attw", "--no-color", tarball);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { checkPackage };
