import assert from "node:assert/strict";
import { checkSize } from "../../../providers/aws/check-size.js";
import { artifact } from "./declare.js";

describe("checkSize", () => {
  const cases = [
    { kind: "zip", most: 262_144_000, words: "has 263 MB, but a zip on aws must unpack to at most 262 MB" },
    {
      kind: "image",
      most: 10_737_418_240,
      words: "has 10738 MB, but an image on aws must unpack to at most 10737 MB",
    },
  ] as const;
  for (const { kind, most, words } of cases) {
    it(`takes what an unpacked ${kind} may have, and no byte more`, () => {
      const unpacked = (bytes: number) => ({ ...artifact, kind, binary: { ...artifact.binary, bytes } });
      assert.equal(checkSize("api", unpacked(most)).binary.bytes, most);
      assert.throws(() => checkSize("api", unpacked(most + 1)), {
        message: `The binary of "api" ${words}. Make it smaller.`,
      });
    });
  }
});
