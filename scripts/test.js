const { paths } = require("./setup/paths.js");
const { conclude } = require("./test/counts.js");
const { goModules } = require("./test/go-modules.js");
const { mochaTiers } = require("./test/mocha-tiers.js");
const { runGoTests } = require("./test/run-go-tests.js");
const { runMocha } = require("./test/run-mocha.js");
const { selection } = require("./test/selection.js");

/** Runs every test of the project, or those that the arguments select. */
async function test() {
  const { project } = paths();
  const { isSelected, options } = selection(process.argv.slice(2), project);
  const results = [];
  for (const files of mochaTiers(project)) {
    const selected = files.filter(isSelected);
    if (selected.length > 0) results.push(await runMocha(selected, options));
  }
  for (const folder of goModules(project).filter(isSelected)) results.push(await runGoTests(folder));
  return results;
}

test().then(conclude);
