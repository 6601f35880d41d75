const { closingLine } = require("./test/counts.js");
const { checks } = require("./verify/checks.js");
const { measuredTests } = require("./verify/measured-tests.js");
const { runCheck } = require("./verify/run-check.js");

/** Everything that must hold before a change goes in. The tests, which take longest, run only when all else does. */
async function verify() {
  let failed = 0;
  for (const check of checks) failed += await runCheck(check);
  return failed > 0 ? { passed: 0, failed } : measuredTests();
}

verify().then((counts) => {
  console.log(closingLine(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
});
