import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Go } from "../../../build/go.js";
import { readTimeZones } from "../../../build/oci/time-zones.js";
import { zip } from "../../../build/zip.js";
import { loggingGo, useFolders } from "../go-module.js";
import { sha256 } from "./image-request.js";

const zone = (name: string, text = "TZif2 and more") => ({
  name,
  bytes: Buffer.from(text),
  executable: false,
});

describe("readTimeZones", () => {
  const folders = useFolders();
  const before = process.cwd();
  beforeEach(() => process.chdir(folders.folder));
  afterEach(() => process.chdir(before));
  const path = () => join(folders.folder, "zones.zip");
  const go = (binary = "go"): Go => ({ binary, folder: folders.folder, env: {} });

  it("reads the zones of a zip, and the zip's hash", async () => {
    const bytes = await zip([zone("Asia/Shanghai"), zone("UTC"), zone("Etc/GMT+1")]);
    await writeFile(path(), bytes);
    const { sha256: hash, zones } = await readTimeZones({ path: path() }, go("none"));
    assert.equal(hash, sha256(bytes));
    assert.deepEqual(
      zones.map(({ name, bytes }) => `${name}: ${Buffer.from(bytes)}`),
      ["Asia/Shanghai: TZif2 and more", "Etc/GMT+1: TZif2 and more", "UTC: TZif2 and more"],
    );
  });

  it("takes those of the Go toolchain when no file is given", async () => {
    const root = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
    const { sha256: hash, zones } = await readTimeZones({}, go());
    assert.equal(hash, sha256(await readFile(join(root, "lib/time/zoneinfo.zip"))));
    const names = zones.map(({ name }) => name);
    for (const name of ["UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT-14"])
      assert.ok(names.includes(name), name);
  });

  it("says what to do when the toolchain has none", async () => {
    const { goBinary } = await loggingGo(folders.folder, `echo '${folders.folder}'; exit 0`);
    const missing = join(folders.folder, "lib/time/zoneinfo.zip");
    await assert.rejects(readTimeZones({}, go(goBinary)), {
      name: "BuildError",
      message: `"image.timeZones" needs the time zones of the Go toolchain, but ${missing} does not exist. Name a zoneinfo.zip, or install Go from https://go.dev/dl/.`,
    });
  });

  it("tells of a Go command that fails", async () => {
    const { goBinary } = await loggingGo(folders.folder, `echo "go: no home" >&2; exit 2`);
    await assert.rejects(readTimeZones({}, go(goBinary)), {
      name: "BuildError",
      message: "Go cannot tell its settings:\ngo: no home",
    });
  });

  it("refuses a file with another hash than it is pinned to", async () => {
    const bytes = await zip([zone("UTC")]);
    await writeFile(path(), bytes);
    await assert.rejects(readTimeZones({ path: path(), sha256: "0".repeat(64) }, go()), {
      name: "BuildError",
      message: `"image.timeZones" ./zones.zip must have the sha256 ${"0".repeat(64)}, got ${sha256(bytes)}. Bring the file back, or pin the new hash.`,
    });
  });

  it("refuses a file that is not there", async () => {
    await assert.rejects(readTimeZones({ path: path() }, go()), {
      name: "BuildError",
      message: '"image.timeZones" must be a zoneinfo.zip, but ./zones.zip cannot be read (ENOENT).',
    });
  });

  const foreign = (name: string) =>
    `"image.timeZones" ./zones.zip must hold time zones alone, but "${name}" in it is none. Use lib/time/zoneinfo.zip of a Go toolchain.`;
  for (const [title, content, message] of [
    [
      "that is no zip",
      () => Buffer.from("hello"),
      '"image.timeZones" ./zones.zip cannot be read as a zip: it has no directory at its end. Use lib/time/zoneinfo.zip of a Go toolchain.',
    ],
    [
      "without a zone",
      () => zip([]),
      '"image.timeZones" ./zones.zip holds no time zone. Use lib/time/zoneinfo.zip of a Go toolchain.',
    ],
    ["with something else in it", () => zip([zone("UTC"), zone("zone.tab", "# text")]), foreign("zone.tab")],
    ["with a zone of other content", () => zip([zone("UTC", "text")]), foreign("UTC")],
    ["that leads out of its folder", () => zip([zone("../../etc/passwd")]), foreign("../../etc/passwd")],
  ] as const) {
    it(`refuses a file ${title}`, async () => {
      await writeFile(path(), await content());
      await assert.rejects(readTimeZones({ path: path() }, go()), { name: "BuildError", message });
    });
  }
});
