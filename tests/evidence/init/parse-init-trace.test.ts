import assert from "node:assert/strict";
import fc from "fast-check";
import { parseInitTrace } from "../../../evidence/init/parse-init-trace.js";

const line = "init internal/bytealg @0.008 ms, 0.5 ms clock, 16 bytes, 2 allocs";
const init = { path: "internal/bytealg", startMs: 0.008, ms: 0.5, bytes: 16, allocations: 2 };

/** Texts that hold that one init, and nothing else. */
const texts: readonly [what: string, text: string][] = [
  ["a line", `${line}\n`],
  ["a line without its end", line],
  ["Windows line ends", `${line}\r\n`],
  ["what the program wrote before and after", `starting\n${line}\ntoken=hunter2\n`],
  ["a line that the program began", `loading... ${line}\n`],
  ["a line that the program began like one of Go's", `init things init ${line}\n`],
  ["a line that the program began with very much", `${"init ".repeat(50_000)}${line}\n`],
  ["a line cut off at the end", `${line}\ninit net/http @1.2 ms, 0.03`],
  ["a line cut off in a number", `${line}\ninit net/http @1.2 ms, 0.031 ms clock, 4240 bytes, 7`],
  ["times that are none", `${line}\ninit a @1.2.3 ms, 1 ms clock, 1 bytes, 1 allocs\n`],
  ["negative times", `${line}\ninit a @1 ms, -1 ms clock, 1 bytes, 1 allocs\n`],
  ["a time in words", `${line}\ninit a @soon ms, NaN ms clock, 1 bytes, 1 allocs\n`],
  ["a time beyond all bounds", `${line}\ninit a @1 ms, ${"9".repeat(400)} ms clock, 1 bytes, 1 allocs\n`],
  ["a count beyond all bounds", `${line}\ninit a @1 ms, 1 ms clock, ${"9".repeat(400)} bytes, 1 allocs\n`],
  ["a path with a space", `${line}\ninit a b @1 ms, 1 ms clock, 1 bytes, 1 allocs\n`],
  ["another format", `${line}\ninit a @1 ms, 1 ms clock, 1 bytes, 1 allocs, 1 frees\n`],
];

describe("parseInitTrace", () => {
  for (const [what, text] of texts) {
    it(`reads ${what}`, () => {
      assert.deepEqual(parseInitTrace(text), [init]);
    });
  }

  it("finds nothing where there is nothing", () => {
    assert.deepEqual(parseInitTrace(""), []);
  });

  it("keeps the order, and packages that are there twice", () => {
    const trace = `${line}\ninit main @12 ms, 3 ms clock, 0 bytes, 0 allocs\n${line}\n`;
    const main = { path: "main", startMs: 12, ms: 3, bytes: 0, allocations: 0 };
    assert.deepEqual(parseInitTrace(trace), [init, main, init]);
  });

  it("reads the largest numbers that Go writes", () => {
    const most = "18446744073709551615";
    assert.deepEqual(parseInitTrace(`init a @1234567 ms, 0 ms clock, ${most} bytes, ${most} allocs`), [
      { path: "a", startMs: 1_234_567, ms: 0, bytes: 2 ** 64, allocations: 2 ** 64 },
    ]);
  });

  it("gives import paths, where symbols have a dot escaped", () => {
    const [yaml] = parseInitTrace("init gopkg.in/yaml%2ev3 @1 ms, 0 ms clock, 0 bytes, 0 allocs");
    assert.equal(yaml?.path, "gopkg.in/yaml.v3");
  });

  it("reads what Go writes in any other output, whatever that is", () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("init ", " ms", "@", "\r", " allocs", " bytes, ", "init a @1 ms, "),
    );
    const before = fc.array(noise).map((parts) => parts.join(""));
    fc.assert(
      fc.property(before, fc.array(noise), (start, end) => {
        const inits = parseInitTrace(`${start}\n${line}\n${end.join("")}`);
        assert.ok(inits.some((found) => JSON.stringify(found) === JSON.stringify(init)));
        for (const { path, ...numbers } of inits) {
          assert.notEqual(path, "");
          assert.ok(Object.values(numbers).every((number) => Number.isFinite(number) && number >= 0));
        }
      }),
      { numRuns: 500, seed: 8 },
    );
  });
});
