import assert from "node:assert/strict";
import { toModeText, toOctal } from "../../report/file-mode.js";

describe("toModeText", () => {
  const cases: readonly [mode: number, text: string][] = [
    [0o755, "rwxr-xr-x"],
    [0o644, "rw-r--r--"],
    [0, "---------"],
    [0o1777, "rwxrwxrwt"],
    [0o1776, "rwxrwxrwT"],
    [0o4755, "rwsr-xr-x"],
    [0o4644, "rwSr--r--"],
    [0o2711, "rwx--s--x"],
    [0o2701, "rwx--S--x"],
  ];
  for (const [mode, text] of cases) {
    it(`shows ${mode.toString(8)} as ${text}`, () => {
      assert.equal(toModeText(mode), text);
    });
  }
});

describe("toOctal", () => {
  for (const [mode, text] of [
    [0o755, "0755"],
    [0, "0000"],
    [0o1777, "1777"],
  ] as const) {
    it(`writes ${text}`, () => {
      assert.equal(toOctal(mode), text);
    });
  }
});
