/**
 * One line of `go test -json`; see `go doc test2json`.
 * @typedef {{ Action: string, Package?: string, Test?: string, Output?: string }} GoEvent
 */

/**
 * Counts as mocha does: a test with subtests is the sum of them, and what is skipped has not passed.
 * @param {readonly GoEvent[]} events
 */
function countGoTests(events) {
  const outcomes = events.filter(({ Action }) => ["pass", "fail", "skip"].includes(Action));
  // A package fails by itself when it does not compile, and a test with subtests when it fails beside them.
  const counted = outcomes.filter((outcome) => {
    const inner = outcomes.filter((other) => isWithin(other, outcome));
    if (outcome.Action === "fail") return !inner.some(({ Action }) => Action === "fail");
    return outcome.Test && inner.length === 0;
  });
  const failed = counted.filter(({ Action }) => Action !== "pass");
  return {
    passed: counted.length - failed.length,
    failed: failed.length,
    failures: failed.map(({ Action, Package, Test }) =>
      [`go test: ${Action}`, Package, Test ?? ""].join(" ").trim(),
    ),
  };
}

/**
 * @param {GoEvent} inner
 * @param {GoEvent} outer
 */
function isWithin(inner, outer) {
  if (inner.Package !== outer.Package || !inner.Test) return false;
  return outer.Test ? inner.Test.startsWith(`${outer.Test}/`) : true;
}

module.exports = { countGoTests };
