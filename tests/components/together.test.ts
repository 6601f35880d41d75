import assert from "node:assert/strict";
import { together } from "../../components/together.js";

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("together", () => {
  it("gives each what its own task gives", async () => {
    assert.deepEqual(await Promise.all([together(Promise.resolve("a")), together(Promise.resolve(1))]), [
      "a",
      1,
    ]);
  });

  it("waits for the tasks that are declared later in the tick", async () => {
    const order: string[] = [];
    let end = () => {};
    const late = new Promise<void>((resolve) => {
      end = resolve;
    });
    const early = together(Promise.resolve()).then(() => order.push("early"));
    const last = together(late);
    await tick();
    await tick();
    order.push("late ends");
    end();
    await Promise.all([early, last]);
    assert.deepEqual(order, ["late ends", "early"]);
  });

  it("fails where another fails, each with its own error if it has one", async () => {
    const [large, slow] = [new Error("too large"), new Error("too slow")];
    const outcomes = await Promise.allSettled([
      together(Promise.resolve("good")),
      together(Promise.reject(large)),
      together(tick().then(() => Promise.reject(slow))),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason),
      [large, large, slow],
    );
  });

  it("knows nothing of the ticks before", async () => {
    await assert.rejects(together(Promise.reject(new Error("before"))), /before/);
    assert.equal(await together(Promise.resolve("after")), "after");
  });
});
