import assert from "node:assert/strict";
import { selection } from "../../../scripts/test/selection.js";

const zip = "/project/tests/build/zip.test.ts";

const cases: [args: string[], isZipSelected: boolean, options: string[]][] = [
  [[], true, []],
  [["tests/build"], true, []],
  [["tests/build/"], true, []],
  [["tests/buil"], false, []],
  [["tests/cli", "tests/build/zip.test.ts"], true, []],
  [["examples/hello"], false, []],
  [["--grep", "zip"], true, ["--grep", "zip"]],
  [["tests/cli", "--grep", "tests/build"], false, ["--grep", "tests/build"]],
];

describe("selection", () => {
  for (const [args, isZipSelected, options] of cases) {
    it(`reads "${args.join(" ")}"`, () => {
      const selected = selection(args, "/project");
      assert.equal(selected.isSelected(zip), isZipSelected);
      assert.deepEqual(selected.options, options);
    });
  }
});
