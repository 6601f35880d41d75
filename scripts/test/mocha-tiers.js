const fs = require("node:fs");
const path = require("node:path");

/**
 * The test files in the order in which they run: the fast ones first, each tier in a process of its own.
 * @param {string} project
 */
function mochaTiers(project) {
  const tests = path.join(project, "tests");
  const files = fs
    .readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .sort()
    .map((file) => path.join(tests, file));
  const isEndToEnd = (/** @type {string} */ file) => file.startsWith(path.join(tests, "e2e") + path.sep);
  return [files.filter((file) => !isEndToEnd(file)), files.filter(isEndToEnd)];
}

module.exports = { mochaTiers };
