import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPageFile, leavePage } from "../../cli/leave-page.js";

describe("a page's file", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-page-")));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const refusal = (file: string, reason: string) => ({
    name: "CommandError",
    message: `"--html" must be a file in a folder that can be written to, got "${file}": ${reason}.`,
  });

  it("is replaced, and nothing is left next to it", async () => {
    const file = join(folder, "page.html");
    await writeFile(file, "an older and longer page");
    await checkPageFile("--html", file);
    await leavePage("--html", "a page", file);
    assert.deepEqual(await readdir(folder), ["page.html"]);
    assert.equal(await readFile(file, "utf8"), "a page");
  });

  it("is refused in a folder that is not there", async () => {
    const file = join(folder, "nowhere", "page.html");
    await assert.rejects(checkPageFile("--html", file), refusal(file, "no such file or directory"));
    await assert.rejects(leavePage("--html", "a page", file), refusal(file, "no such file or directory"));
  });

  it("is refused where its folder is a file", async () => {
    await writeFile(join(folder, "a"), "");
    const file = join(folder, "a", "page.html");
    await assert.rejects(leavePage("--html", "a page", file), refusal(file, "not a directory"));
  });

  it("is refused where there is a folder, of which nothing is lost", async () => {
    const file = join(folder, "page");
    await mkdir(file);
    await assert.rejects(checkPageFile("--html", file), refusal(file, "it is a folder"));
    await assert.rejects(
      leavePage("--html", "a page", file),
      refusal(file, "illegal operation on a directory"),
    );
    assert.deepEqual(await readdir(folder), ["page"]);
  });
});
