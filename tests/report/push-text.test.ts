import assert from "node:assert/strict";
import { type PushedBlob, toPushNote, toPushProgressText } from "../../report/push-text.js";

const blob = (bytes: number, sentBytes: number, outcome?: PushedBlob["outcome"]): PushedBlob => ({
  digest: "sha256:ab",
  bytes,
  sentBytes,
  ...(outcome === undefined ? {} : { outcome }),
});

describe("toPushProgressText", () => {
  it("tells bytes and blobs that are there, of all", () => {
    const blobs = [blob(1_500_000, 700_000), blob(1_000, 1_000, "uploaded"), blob(500, 0)];
    assert.equal(toPushProgressText(blobs), "701.0 kB of 1.50 MB, 1 of 3 blobs");
  });

  it("counts what was there before as there", () => {
    const blobs = [blob(1_000, 1_000, "present"), blob(500, 500, "mounted")];
    assert.equal(toPushProgressText(blobs), "1.5 kB of 1.5 kB, 2 of 2 blobs");
  });
});

describe("toPushNote", () => {
  const cases: readonly [title: string, blobs: readonly PushedBlob[], note: string][] = [
    ["what was sent", [blob(2_000, 2_000, "uploaded"), blob(500, 500, "uploaded")], "2.5 kB sent in 2 blobs"],
    [
      "what was there",
      [blob(2_000, 2_000, "uploaded"), blob(500, 500, "present")],
      "2.0 kB sent in 1 blob, 1 was there",
    ],
    [
      "what another repository had",
      [blob(9, 9, "uploaded"), blob(500, 500, "mounted"), blob(500, 500, "present")],
      "9 B sent in 1 blob, 2 were there",
    ],
    [
      "that all of it was there, also when no blob was looked at",
      [blob(500, 0), blob(1, 1, "present")],
      "nothing to send, all of it was there",
    ],
  ];
  for (const [title, blobs, note] of cases) {
    it(`tells ${title}`, () => {
      assert.equal(toPushNote(blobs), note);
    });
  }
});
