import assert from "node:assert/strict";
import { countReuse, since } from "../../cli/count-reuse.js";

async function* log(...lines: string[]): AsyncIterable<string> {
  yield* lines;
}

const use = (kind: string, isNew: boolean) =>
  `{"goserverless":"reuse","kind":"${kind}","new":${isNew},"requestId":"8476a536"}`;

describe("countReuse", () => {
  it("counts what was made and what was used again, by kind", async () => {
    const lines = log(use("value", true), "REPORT RequestId: 1", use("sql", true), use("value", false));
    assert.deepEqual(await countReuse(lines), {
      value: { made: 1, reused: 1 },
      sql: { made: 1, reused: 0 },
    });
  });

  it("is nothing when a program says nothing", async () => {
    assert.equal(await countReuse(log("hello", "{}")), null);
  });

  it("passes over lines that only look alike", async () => {
    assert.equal(
      await countReuse(log('{"goserverless":"reuse",', '{"goserverless":"reuse","kind":1}')),
      null,
    );
  });
});

describe("since", () => {
  const before = { value: { made: 1, reused: 4 } };
  const after = { value: { made: 2, reused: 9 }, sql: { made: 1, reused: 0 } };

  it("is what came in between", () => {
    assert.deepEqual(since(before, after), { value: { made: 1, reused: 5 }, sql: { made: 1, reused: 0 } });
  });

  it("is everything when there was nothing before, and nothing when there is nothing", () => {
    assert.deepEqual(since(null, after), after);
    assert.equal(since(before, null), null);
  });
});
