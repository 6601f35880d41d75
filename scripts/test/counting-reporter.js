const { reporters } = require("mocha");

/** Mocha's "spec" reporter, which also tells the counts to the process that started mocha. */
class CountingReporter extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      process.send?.({ passed: this.stats.passes, failed: this.stats.failures });
    });
  }
}

module.exports = CountingReporter;
