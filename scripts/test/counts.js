/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Adds up the results, prints the closing line and sets the exit status. A run without any test has failed.
 * @param {readonly Counts[]} results
 */
function conclude(results) {
  const passed = sum(results.map((result) => result.passed));
  let failed = sum(results.map((result) => result.failed));
  if (passed + failed === 0) {
    console.error("No test ran.");
    failed = 1;
  }
  process.exitCode = failed === 0 ? 0 : 1;
  // "npm run verify" listens, and prints the line itself at its end.
  if (process.send) process.send({ passed, failed });
  else console.log(closingLine({ passed, failed }));
}

/** @param {Counts} counts */
const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

module.exports = { closingLine, conclude };
