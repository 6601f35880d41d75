const fs = require("node:fs");
const path = require("node:path");

const passedOver = new Set(["node_modules", "dist", "coverage", "vendor", "testdata"]);

/**
 * The folders of the project's Go modules; those among the test fixtures are input, many of them broken on purpose.
 * @param {string} project
 * @returns {string[]}
 */
function goModules(project) {
  /** @param {string} folder @returns {string[]} */
  const within = (folder) => {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    const inner = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    return [
      ...(entries.some((entry) => entry.name === "go.mod") ? [folder] : []),
      ...inner
        .filter(({ name }) => !passedOver.has(name))
        .flatMap(({ name }) => within(path.join(folder, name))),
    ];
  };
  return within(project).filter((folder) => !folder.includes(`${path.sep}fixtures${path.sep}`));
}

module.exports = { goModules };
