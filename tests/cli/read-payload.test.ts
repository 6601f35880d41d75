import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { readPayload } from "../../cli/read-payload.js";

describe("readPayload", () => {
  const bytes = Buffer.from([0, 255, 123, 10]);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-payload-"));
    await writeFile(join(folder, "event.bin"), bytes);
  });
  after(() => rm(folder, { recursive: true }));

  it("takes text as it is", async () => {
    const payload = await readPayload('{"name": "Ada ♥"}', Readable.from([]));
    assert.equal(Buffer.from(payload).toString(), '{"name": "Ada ♥"}');
  });

  it("reads a file, byte for byte", async () => {
    assert.deepEqual(await readPayload(`@${join(folder, "event.bin")}`, Readable.from([])), bytes);
  });

  it("reads standard input to its end, byte for byte", async () => {
    const stdin = Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]);
    assert.deepEqual(await readPayload("-", stdin), bytes);
  });

  it("refuses a file that is not there", async () => {
    const path = join(folder, "none.json");
    await assert.rejects(readPayload(`@${path}`, Readable.from([])), {
      name: "CommandError",
      message: `"--data" must name a file that can be read, got "@${path}": no such file or directory.`,
    });
  });

  it("refuses a folder", async () => {
    await assert.rejects(readPayload(`@${folder}`, Readable.from([])), {
      name: "CommandError",
      message: `"--data" must name a file that can be read, got "@${folder}": illegal operation on a directory.`,
    });
  });
});
