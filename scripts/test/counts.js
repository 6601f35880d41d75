/**
 * What ran, and what failed: one text each, as far as there is one.
 * @typedef {{ passed: number, failed: number, failures: readonly string[] }} Counts
 */

/**
 * Adds up the results, prints all that failed and the closing line, and sets the exit status. A run without any test
 * has failed.
 * @param {readonly Counts[]} results
 */
function conclude(results) {
  const passed = sum(results.map((result) => result.passed));
  let failed = sum(results.map((result) => result.failed));
  const failures = results.flatMap((result) => result.failures);
  if (passed + failed === 0) {
    console.error("No test ran.");
    failed = 1;
  }
  // Of an hour of output often the end alone is kept.
  if (failures.length > 0) console.log(`${["What failed:", ...failures].join("\n\n")}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
  // "npm run verify" listens, and prints the line itself at its end.
  if (process.send) process.send({ passed, failed, failures });
  else console.log(closingLine({ passed, failed }));
}

/** @param {Pick<Counts, "passed" | "failed">} counts */
const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

module.exports = { closingLine, conclude };
