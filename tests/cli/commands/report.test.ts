import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, build } from "../../../build/index.js";
import { unzip } from "../../../build/unzip.js";
import { zip } from "../../../build/zip.js";
import type { FunctionReport, Report } from "../../../report/model.js";
import { request } from "../../build/go-module.js";
import { type LocalCloud, startLocalCloud } from "../local-cloud.js";

const cacheVariable = "GOSERVERLESS_CACHE_DIR";

describe("goserverless report", function () {
  this.timeout(120_000);
  let cloud: LocalCloud;

  before(async () => {
    cloud = await startLocalCloud();
  });
  after(() => cloud.end());
  const few = ["--cold", "2", "--warm", "3", "--runs", "4"];

  const reportOf = async (...args: readonly string[]): Promise<readonly FunctionReport[]> => {
    const { status, stdout, stderr } = await cloud.run(["report", "--json", ...few, ...args]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const report: Report = JSON.parse(stdout);
    assert.deepEqual(Object.keys(report), ["schema", "functions"]);
    assert.equal(report.schema, 1);
    return report.functions;
  };

  const tagsOf = (program: "greeter" | "needy"): Record<string, string> => ({
    "goserverless:name": program,
    "goserverless:entry": cloud.programs[program].entry,
    "goserverless:zip": cloud.programs[program].zip,
  });

  it("measures a function next to a plain go build of it", async () => {
    const { url } = await cloud.deploy("shop-dev-greeter", "greeter", { tags: tagsOf("greeter") });
    const [report, ...others] = await reportOf("greeter");
    assert.ok(report !== undefined);
    assert.deepEqual(others, []);
    const { plain, ...ours } = report.artifact;
    const { bytes, binaryBytes, sha256 } = cloud.programs.greeter;
    assert.deepEqual(ours, { kind: "zip", sha256, bytes, binaryBytes });
    assert.ok(plain?.bytes && plain.binaryBytes);
    assert.ok(plain.bytes > bytes && plain.binaryBytes > binaryBytes);
    assert.equal(report.ready.plain?.runs, 4);
    assert.equal(report.ready.ours?.runs, 4);
    assert.equal(report.calls.cold?.runs, 2);
    assert.equal(report.calls.warm?.runs, 3);
    const { name, cloud: where, version, calls, notes } = report;
    assert.deepEqual(
      { name, cloud: where, url: report.url, version, failed: calls.failed, notes },
      { name: "shop-dev-greeter", cloud: "local", url, version: "1", failed: 0, notes: [] },
    );
    const calledCold = (await cloud.emulator.calls("shop-dev-greeter")).map(({ cold }) => cold);
    assert.deepEqual(calledCold, [true, true, false, false, false, false]);
  });

  it("starts a function with the files that were deployed with it", async () => {
    const [bootstrap] = unzip(await readFile(cloud.programs.needy.zip));
    const program = (await bootstrap?.read()) ?? Buffer.alloc(0);
    const bytes = await zip([
      { name: "bootstrap", bytes: program, executable: true },
      { name: "setting.txt", bytes: Buffer.from("on"), executable: false },
    ]);
    const file = join(cloud.folder, "needy.zip");
    await writeFile(file, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const tags = { "goserverless:entry": cloud.programs.needy.entry, "goserverless:zip": file };
    await cloud.deploy("furnished", "needy", { tags, code: { zip: file, sha256 } });
    const [report] = await reportOf("furnished");
    assert.deepEqual([report?.ready.plain?.runs, report?.ready.ours?.runs], [4, 4]);
    assert.deepEqual(report?.notes, []);
  });

  /** In the cache that the command line uses. */
  async function buildImage(user: number): Promise<Artifact> {
    const before = process.env[cacheVariable];
    process.env[cacheVariable] = cloud.environment[cacheVariable];
    try {
      const image = { format: "oci", user, labels: {} } as const;
      return await build(request(cloud.programs.greeter.entry, { image }));
    } finally {
      if (before === undefined) delete process.env[cacheVariable];
      else process.env[cacheVariable] = before;
    }
  }

  if (process.platform === "linux") {
    it("measures a function in an image, and compares it with an image of the plain binary", async () => {
      const { entry, binaryBytes } = cloud.programs.greeter;
      const { path, sha256, bytes } = await buildImage(65_532);
      const tags = { "goserverless:entry": entry, "goserverless:image": path };
      await cloud.deploy("contained", "greeter", { tags, code: { image: path, sha256 } });
      const [report] = await reportOf("contained");
      assert.ok(report !== undefined);
      const { plain, ...ours } = report.artifact;
      assert.deepEqual(ours, { kind: "image", sha256, bytes, binaryBytes });
      assert.ok(plain?.bytes && plain.binaryBytes);
      assert.ok(plain.bytes > bytes && plain.binaryBytes > binaryBytes);
      assert.equal(report.ready.plain?.runs, 4);
      assert.equal(report.ready.ours?.runs, 4);
      assert.deepEqual([report.calls.failed, report.notes], [0, []]);
    });

    it("says that an image is gone from the cache", async () => {
      const { entry } = cloud.programs.greeter;
      const { path, sha256 } = await buildImage(0);
      const tags = { "goserverless:entry": entry, "goserverless:image": path };
      await cloud.deploy("uncached", "greeter", { tags, code: { image: path, sha256 } });
      await rm(path, { recursive: true });
      const [report] = await reportOf("uncached");
      assert.deepEqual([report?.artifact.bytes, report?.artifact.plain?.bytes], [null, null]);
      assert.equal(report?.ready.plain?.runs, 4);
      assert.deepEqual(report.notes, [
        'The image of "uncached" is not in the cache any more: its size is unknown.',
      ]);
    });
  }

  it("reports every function without a name, and each named one once, as text", async () => {
    await cloud.deploy("a", "greeter");
    await cloud.deploy("b", "greeter");
    const counts = ["--cold", "1", "--warm", "0", "--runs", "0"];
    const titles = (text: string) =>
      [...text.matchAll(/^([\w-]+) {2}http:\S+ {2}version 1$/gm)].map(([, name]) => name);
    const all = await cloud.run(["report", ...counts]);
    assert.deepEqual({ status: all.status, stderr: all.stderr }, { status: 0, stderr: "" });
    const { functions } = await cloud.emulator.status();
    assert.deepEqual(
      titles(all.stdout),
      functions.map(({ name }) => name),
    );
    const named = await cloud.run(["report", ...counts, "b", "a", "b"]);
    assert.deepEqual(titles(named.stdout), ["b", "a"]);
    assert.equal(named.stdout.match(/^ {2}first call \(cold\) .* 1 call$/gm)?.length, 2);
  });

  it("says what it cannot compare: a file built before, whose zip is gone from the cache", async () => {
    await cloud.deploy("prebuilt", "greeter", { tags: { "goserverless:zip": "/nowhere/a.zip" } });
    const [report] = await reportOf("prebuilt");
    assert.equal(report?.artifact.bytes, null);
    assert.equal(report.artifact.plain, null);
    assert.equal(report.ready.plain, null);
    assert.equal(report.ready.ours?.runs, 4);
    assert.deepEqual(report.notes, [
      'The zip of "prebuilt" is not in the cache any more: its size is unknown.',
      '"prebuilt" was not built from an entry, so there is no plain build to compare with.',
    ]);
  });

  it("says why a program could not be started alone, and measures the rest", async () => {
    await cloud.deploy("shop-dev-needy", "needy", { tags: tagsOf("needy"), environment: { SETTING: "1" } });
    const [report] = await reportOf("needy");
    assert.deepEqual(report?.ready, { plain: null, ours: null });
    assert.equal(report.calls.warm?.runs, 3);
    assert.match(
      report.notes.join("\n"),
      /^"plain" \(.*\) must become ready, but it ended with exit status 3\.$/,
    );
  });

  it("says that the entry is gone", async () => {
    const tags = { "goserverless:zip": cloud.programs.greeter.zip, "goserverless:entry": "/nowhere/entry" };
    await cloud.deploy("moved", "greeter", { tags });
    const [report] = await reportOf("moved");
    assert.equal(report?.artifact.plain, null);
    assert.deepEqual(report.notes, [
      '"entry" must be the folder of a Go main package, but /nowhere/entry does not exist.',
    ]);
  });

  it("counts calls that failed instead of measuring them", async () => {
    await cloud.deploy("failing", "greeter", { environment: { STATUS: "500" } });
    const [report] = await reportOf("failing");
    assert.deepEqual(report?.calls, { cold: null, warm: null, failed: 5 });
  });

  it("refuses an unknown name", async () => {
    await cloud.deploy("moved", "greeter");
    const { functions } = await cloud.emulator.status();
    assert.deepEqual(await cloud.run(["report", "moved", "nope"]), {
      status: 1,
      stdout: "",
      stderr: `"nope" is not deployed. Deployed: ${functions.map(({ name }) => name).join(", ")}.\n`,
    });
  });

  describe("when nothing is deployed", () => {
    let empty: LocalCloud;

    before(async () => {
      empty = await startLocalCloud();
    });
    after(() => empty.end());

    const answers = [
      { args: [], status: 0, stdout: 'Nothing is deployed. Deploy with "pulumi up".\n', stderr: "" },
      { args: ["--json"], status: 0, stdout: '{\n  "schema": 1,\n  "functions": []\n}\n', stderr: "" },
      {
        args: ["nope"],
        status: 1,
        stdout: "",
        stderr: '"nope" is not deployed, nor is anything else. Deploy it with "pulumi up".\n',
      },
    ];
    for (const { args, ...expected } of answers) {
      it(`answers "goserverless ${["report", ...args].join(" ")}"`, async () => {
        assert.deepEqual(await empty.run(["report", ...args]), expected);
      });
    }
  });
});
