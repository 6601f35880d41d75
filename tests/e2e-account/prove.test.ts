import assert from "node:assert/strict";
import { prove } from "./prove.js";

const holds = (title: string) => ({ title, check: async () => {} });
const fails = (title: string, isNeeded = false) => ({
  title,
  isNeeded,
  check: () => Promise.reject(new Error("It is cold.\nVery.")),
});

describe("prove", () => {
  let lines: string[];
  const print = (line: string) => lines.push(line);

  beforeEach(() => {
    lines = [];
  });

  it("says the outcome of each claim, and goes on after one that does not hold", async () => {
    assert.equal(await prove([holds("One"), fails("Two"), holds("Three")], print), 1);
    assert.deepEqual(lines, [
      "ok 1 - One (0 s)",
      "not ok 2 - Two\n    It is cold.\n    Very.",
      "ok 3 - Three (0 s)",
    ]);
  });

  it("says what was noted, whatever the outcome", async () => {
    const noting = (title: string, error?: Error) => ({
      title,
      check: async (note: (text: string) => void) => {
        note("3 of 40 calls were cold.");
        if (error !== undefined) throw error;
      },
    });
    assert.equal(await prove([noting("One"), noting("Two", new Error("It is late."))], print), 1);
    assert.deepEqual(lines, [
      "ok 1 - One (0 s)\n    3 of 40 calls were cold.",
      "not ok 2 - Two\n    It is late.\n    3 of 40 calls were cold.",
    ]);
  });

  it("ends with one that the rest needs", async () => {
    assert.equal(await prove([fails("One", true), holds("Two")], print), 1);
    assert.equal(lines.length, 1);
  });

  it("counts nothing against a run that was told to end", async () => {
    let isOver = false;
    const interrupted = {
      title: "Two",
      check: () => {
        isOver = true;
        return Promise.reject(new Error("Interrupted."));
      },
    };
    assert.equal(await prove([holds("One"), interrupted, holds("Three")], print, () => isOver), 0);
    assert.deepEqual(lines, ["ok 1 - One (0 s)"]);
  });
});
