import assert from "node:assert/strict";
import { countGoTests, type GoEvent } from "../../../scripts/test/count-go-tests.js";

/** `pass a/TestX/sub` is a test of package `a`; `fail a` is the package itself. */
function event(text: string): GoEvent {
  const [Action = "", name = ""] = text.split(" ");
  const [Package, ...test] = name.split("/");
  return { Action, Package, ...(test.length > 0 && { Test: test.join("/") }) };
}

const cases: [title: string, events: string[], passed: number, failed: number][] = [
  ["nothing where there is nothing", [], 0, 0],
  ["each test", ["pass a/TestX", "fail a/TestY", "fail a"], 1, 1],
  ["tests of the same name in two packages", ["pass a/TestX", "pass a", "pass b/TestX", "pass b"], 2, 0],
  [
    "subtests, and not the test that holds them",
    ["pass a/TestX/1", "fail a/TestX/2", "fail a/TestX", "fail a"],
    1,
    1,
  ],
  ["subtests with a slash in their name", ["pass a/TestX/1/2", "pass a/TestX", "pass a"], 1, 0],
  ["a test that fails beside its subtests", ["pass a/TestX/1", "fail a/TestX", "fail a"], 1, 1],
  ["a test whose name begins like another", ["pass a/TestX", "pass a/TestXY", "pass a"], 2, 0],
  ["a package that does not compile", ["fail a", "pass b/TestX", "pass b"], 1, 1],
  ["what was skipped as failed", ["skip a/TestX", "pass a/TestY", "pass a"], 1, 1],
  ["no package without tests", ["skip a"], 0, 0],
  ["no output and no beginnings", ["start a", "run a/TestX", "output a/TestX", "pass a/TestX"], 1, 0],
];

describe("countGoTests", () => {
  for (const [title, events, passed, failed] of cases) {
    it(`counts ${title}`, () => {
      const counts = countGoTests(events.map(event));
      assert.deepEqual([counts.passed, counts.failed, counts.failures.length], [passed, failed, failed]);
    });
  }

  it("names what failed", () => {
    const events = ["fail a/TestX/1", "skip a/TestY", "fail b"].map(event);
    assert.deepEqual(countGoTests(events).failures, [
      "go test: fail a TestX/1",
      "go test: skip a TestY",
      "go test: fail b",
    ]);
  });
});
