import assert from "node:assert/strict";
import { limit } from "../../build/limit.js";

describe("limit", () => {
  it("runs no more tasks at once than it is told, and all of them in order", async () => {
    const limited = limit(2);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const task = async (index: number) => {
      started.push(index);
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      if (index === 1) throw new Error("one");
      return index;
    };
    const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => limited(() => task(index))));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"],
    );
    assert.deepEqual(started, [0, 1, 2, 3, 4]);
    assert.equal(most, 2);
  });
});
