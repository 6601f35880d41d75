import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { BuildError } from "../../build/build-error.js";
import { orNote } from "../../cli/or-note.js";
import { EvidenceError } from "../../evidence/evidence-error.js";

describe("orNote", () => {
  it("gives what is found out, without a note", async () => {
    const notes: string[] = [];
    assert.equal(await orNote(notes, async () => 1), 1);
    assert.deepEqual(notes, []);
  });

  const errors: [title: string, task: () => Promise<never>, note: string][] = [
    ["a build", () => Promise.reject(new BuildError("It does not build.")), "It does not build."],
    ["evidence", () => Promise.reject(new EvidenceError("It is no Go.")), "It is no Go."],
    [
      "the system",
      async () => assert.fail(await readFile("/nowhere/bootstrap", "utf8")),
      "ENOENT: no such file or directory, open '/nowhere/bootstrap'",
    ],
  ];
  for (const [title, task, note] of errors) {
    it(`makes an error of ${title} a note`, async () => {
      const notes: string[] = [];
      assert.equal(await orNote(notes, task), null);
      assert.deepEqual(notes, [note]);
    });
  }

  it("hides no defect", async () => {
    const notes: string[] = [];
    await assert.rejects(
      orNote(notes, () => Promise.reject(new TypeError("x is not a function"))),
      TypeError,
    );
    assert.deepEqual(notes, []);
  });
});
