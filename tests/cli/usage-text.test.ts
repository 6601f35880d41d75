import assert from "node:assert/strict";
import { toUsageText } from "../../cli/usage-text.js";

describe("toUsageText", () => {
  const cases = [
    {
      message: "error: missing required argument 'entry'",
      expected: '"entry" is missing. See "goserverless build --help".',
    },
    {
      message: "error: option '--out <folder>' argument missing",
      expected: '"--out" needs a value. See "goserverless build --help".',
    },
    {
      message: "error: unknown option '--jsn'\n(Did you mean --json?)",
      expected:
        '"--jsn" is not an option of "goserverless build". Did you mean --json? See "goserverless build --help".',
    },
    {
      message: "error: unknown command 'lo'\n(Did you mean one of local, logs?)",
      expected:
        '"lo" is not a command of "goserverless build". Did you mean local, logs? See "goserverless build --help".',
    },
    {
      message: "error: too many arguments for 'invoke'. Expected 1 argument but got 2.",
      expected: '"goserverless build" takes 1 argument, got 2. See "goserverless build --help".',
    },
    {
      message: "error: too many arguments for 'status'. Expected 0 arguments but got 1.",
      expected: '"goserverless build" takes 0 arguments, got 1. See "goserverless build --help".',
    },
  ];
  for (const { message, expected } of cases) {
    it(`turns "${message.split("\n")[0]}" into a sentence`, () => {
      assert.equal(toUsageText(message, "goserverless build"), expected);
    });
  }
});
