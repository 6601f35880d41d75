/** @typedef {{ title: string, run: () => Promise<unknown> }} Check */

/**
 * Runs a check and prints one line about it, and what it said when it failed.
 * @param {Check} check
 * @returns {Promise<number>} how many failed: 0 or 1
 */
async function runCheck({ title, run }) {
  const start = performance.now();
  const line = (/** @type {string} */ mark) =>
    console.log(`${mark} ${title} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  try {
    await run();
    line("✔");
    return 0;
  } catch (error) {
    line("✖");
    console.log(error instanceof Error ? error.message : error);
    return 1;
  }
}

module.exports = { runCheck };
