const { reporters } = require("mocha");

// Coverage is that of the tests' own process: others load the sources in other ways, which cannot be added up, and the
// programs under test shall not see that they are measured.
delete process.env["NODE_V8_COVERAGE"];

const patienceMs = 5_000;

/**
 * Mocha's "spec" reporter, which also tells the counts and failures to the process that started mocha, and what keeps
 * mocha from ending.
 */
class CountingReporter extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const failures = this.failures.map((test) => `${test.fullTitle()}: ${test.err?.message}`);
      process.send?.({ passed: this.stats.passes, failed: this.stats.failures, failures });
      setTimeout(nameOpen, patienceMs).unref();
    });
  }
}

function nameOpen() {
  console.error(`Still open: ${[...new Set(process.getActiveResourcesInfo())].join(", ")}.`);
}

module.exports = CountingReporter;
