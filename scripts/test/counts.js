/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Adds up the results, prints the closing line and sets the exit status. A run without any test has failed.
 * @param {readonly Counts[]} results
 */
function conclude(results) {
  const passed = sum(results.map((result) => result.passed));
  const failed = sum(results.map((result) => result.failed)) || Number(passed === 0);
  if (passed === 0 && failed === 1) console.error("No test ran.");
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
