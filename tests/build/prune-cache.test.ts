import assert from "node:assert/strict";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pruneCache } from "../../build/prune-cache.js";
import { useFolders, writeFiles } from "./go-module.js";

const dayMs = 24 * 60 * 60 * 1000;

describe("pruneCache", () => {
  const folders = useFolders();
  const now = Date.now();

  const used = async (name: string, daysAgo: number) => {
    await writeFiles(folders.cache, { [name]: "" });
    const at = (now - daysAgo * dayMs) / 1000;
    await utimes(join(folders.cache, name), at, at);
  };
  const left = async () =>
    (await readdir(folders.cache, { recursive: true })).filter((name) => name.includes("/")).sort();

  it("removes what was not used for 30 days, and what unfinished processes left", async () => {
    await used("artifacts/old.zip", 31);
    await used("artifacts/new.zip", 29);
    await used("artifacts/.writing-old", 2);
    await used("artifacts/.writing-now", 0);
    await used("docker/old", 31);
    await used("docker/new", 29);
    await used("keys/old.json", 31);
    await used("keys/new.json", 29);
    await mkdir(join(folders.cache, "work/build-old"), { recursive: true });
    await mkdir(join(folders.cache, "work/build-now"), { recursive: true });
    await writeFile(join(folders.cache, "work/build-old/binary"), "");
    const at = (now - 2 * dayMs) / 1000;
    await utimes(join(folders.cache, "work/build-old"), at, at);
    await pruneCache(folders.cache, now);
    assert.deepEqual(await left(), [
      "artifacts/.writing-now",
      "artifacts/new.zip",
      "docker/new",
      "keys/new.json",
      "work/build-now",
    ]);
  });

  it("removes whole images by when they were used last", async () => {
    const image = async (name: string, daysAgo: number) => {
      await writeFiles(folders.cache, {
        [`images/${name}/blobs/sha256/a`]: "",
        [`images/${name}/index.json`]: "",
      });
      const at = (now - daysAgo * dayMs) / 1000;
      await utimes(join(folders.cache, "images", name), at, at);
    };
    await image("old", 31);
    await image("new", 29);
    await image(".writing-old", 2);
    await image(".writing-now", 0);
    await pruneCache(folders.cache, now);
    assert.deepEqual((await readdir(join(folders.cache, "images"))).sort(), [".writing-now", "new"]);
    assert.deepEqual((await readdir(join(folders.cache, "images/new"))).sort(), ["blobs", "index.json"]);
  });

  it("looks once a day only", async () => {
    await pruneCache(folders.cache, now);
    await used("artifacts/old.zip", 31);
    await pruneCache(folders.cache, now + dayMs - 1000);
    assert.deepEqual(await left(), ["artifacts/old.zip"]);
    await pruneCache(folders.cache, now + dayMs + 1000);
    assert.deepEqual(await left(), []);
  });

  it("does not fail where it cannot write", async () => {
    await writeFile(folders.cache, "a file in the folder's place");
    await pruneCache(folders.cache, now);
  });
});
