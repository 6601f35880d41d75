const tick = 1000;

/**
 * Says what is being done, and for how long, while it is done. On stderr: stdout belongs to the command that follows.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
async function working(title, action) {
  const line = process.stderr.isTTY ? terminalLine(title) : plainLines(title);
  const start = Date.now();
  line.start();
  const timer = setInterval(() => line.update(seconds(start)), tick);
  try {
    const result = await action();
    line.end(`done in ${seconds(start)}`);
    return result;
  } catch (error) {
    line.end(`failed after ${seconds(start)}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** @param {string} title */
function terminalLine(title) {
  const rewrite = (/** @type {string} */ text) => process.stderr.write(`\r\x1b[K${title}${text}`);
  return {
    start: () => rewrite(" ..."),
    update: (/** @type {string} */ elapsed) => rewrite(` ... ${elapsed}`),
    end: (/** @type {string} */ outcome) => rewrite(`: ${outcome}\n`),
  };
}

/** @param {string} title */
function plainLines(title) {
  return {
    start: () => process.stderr.write(`${title} ...\n`),
    update: () => {},
    end: (/** @type {string} */ outcome) => process.stderr.write(`${title}: ${outcome}\n`),
  };
}

/** @param {number} start */
function seconds(start) {
  const elapsed = Math.round((Date.now() - start) / 1000);
  return elapsed < 60 ? `${elapsed} s` : `${Math.floor(elapsed / 60)} min ${elapsed % 60} s`;
}

module.exports = { working };
