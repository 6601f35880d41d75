import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programOf } from "../../../build/artifact-files.js";
import { type Artifact, type BuildRequest, build } from "../../../build/index.js";
import { calibrationFiles } from "../../../evidence/init/calibration-source.js";
import { measureAllocations, measureInit } from "../../../evidence/init/measure-init.js";
import type { InitMeasurement } from "../../../evidence/init/to-profile.js";
import { elf } from "../../build/compiled.js";
import { hostArchitecture, request, useFolders, writeFiles } from "../../build/go-module.js";

const compilerMs = 300_000;
const plan = { runs: 2, mostRuns: 2 };
const otherArchitecture = hostArchitecture === "arm64" ? "amd64" : "arm64";
/** Counts its starts in a file. */
const countsStarts = (file: string) => `package main

import "syscall"

func init() {
	count, err := syscall.Open(${JSON.stringify(file)}, syscall.O_CREAT|syscall.O_APPEND|syscall.O_WRONLY, 0o644)
	if err != nil {
		syscall.Exit(3)
	}
	_, _ = syscall.Write(count, []byte("."))
	_ = syscall.Close(count)
}
`;
/** Of `init` in place of what the calibration program has. */
const needsFile = `package main

import "syscall"

func init() {
	if _, err := syscall.Open("greeting.txt", syscall.O_RDONLY, 0); err != nil {
		syscall.Exit(3)
	}
}
`;

describe("measureInit", function () {
  this.timeout(compilerMs);
  const folders = useFolders();
  beforeEach(() => writeFiles(join(folders.folder, "api"), calibrationFiles));

  const measure = async (
    changes: Parameters<typeof request>[1] = {},
    accepts: (measured: InitMeasurement) => boolean = () => true,
  ) => {
    const asked = request(join(folders.folder, "api"), changes);
    return start(asked, await build(asked), accepts);
  };
  const start = (
    asked: BuildRequest,
    artifact: Artifact,
    accepts: (measured: InitMeasurement) => boolean = () => true,
  ) => measureInit({ name: "api", request: asked, artifact, contract: "lambda", accepts, plan });
  const rememberedFiles = () => readdir(join(folders.cache, "init")).catch(() => []);

  it("measures a binary once, and again when what was measured does not do", async () => {
    const first = await measure();
    assert.equal(first.runs, 2);
    assert.deepEqual(await measure(), first);
    const seen: InitMeasurement[] = [];
    await measure({}, (measured) => {
      seen.push(measured);
      return false;
    });
    assert.deepEqual(seen[0], first);
    assert.equal(seen.length, 2);
  });

  it("measures once what functions at the same time have in common", async () => {
    const asked = request(join(folders.folder, "api"));
    const artifact = await build(asked);
    const [first, second] = await Promise.all([start(asked, artifact), start(asked, artifact)]);
    assert.deepEqual(second, first);
  });

  it("starts a program once a turn for its allocations, and twice for its time too", async () => {
    const count = join(folders.folder, "starts");
    await writeFiles(join(folders.folder, "api"), { "init.go": countsStarts(count) });
    const asked = request(join(folders.folder, "api"));
    const artifact = await build(asked);
    const subject = { name: "api", request: asked, artifact, contract: "lambda", plan } as const;
    const told: [number, number][] = [];
    const allocations = await measureAllocations({
      ...subject,
      accepts: () => true,
      onTurn: (...turn) => told.push(turn),
    });
    assert.equal((await readFile(count, "utf8")).length, 2);
    assert.deepEqual(told, [
      [0, 2],
      [1, 2],
    ]);
    assert.ok(allocations.allocations >= allocations.calibrationAllocations);
    assert.deepEqual(await measureAllocations({ ...subject, accepts: () => true }), allocations);
    assert.equal((await readFile(count, "utf8")).length, 2);
    await start(asked, artifact);
    assert.equal((await readFile(count, "utf8")).length, 6);
  });

  it("names the function of a program that tells nothing, and no path", async () => {
    const { entry: _, ...rest } = request(join(folders.folder, "api"));
    const prebuilt = join(folders.folder, "bootstrap");
    const program = await programOf(await build(request(join(folders.folder, "api"))));
    const silent = Buffer.from(program).toString("latin1").replaceAll("inittrace", "initother");
    await writeFile(prebuilt, silent, "latin1");
    const own = { ...rest, prebuilt };
    await assert.rejects(start(own, await build(own)), {
      name: "EvidenceError",
      message:
        'The start of "api" cannot be measured: its program tells nothing of its package inits. Give a program of Go 1.16 or newer that runs on this machine, or leave out "budgets.initMs" and "budgets.initAllocations".',
    });
  });

  it("remembers nothing that will not do, and measures again where what it remembers is damaged", async () => {
    await measure({}, () => false);
    assert.deepEqual(await rememberedFiles(), []);
    await measure();
    const [name = ""] = await rememberedFiles();
    const file = join(folders.cache, "init", name);
    await writeFile(file, '{"initMs":');
    await measure();
    assert.ok(JSON.parse(await readFile(file, "utf8")));
  });

  it("measures what is built for another processor or packed as an image as a zip for this one", async () => {
    assert.ok((await measure({ architecture: otherArchitecture })).initMs > 0);
    const [own] = await rememberedFiles();
    await measure({ image: { format: "oci", user: 65_532, labels: {} } });
    assert.deepEqual(await rememberedFiles(), [own]);
  });

  it("starts a program among the files that it comes with, and says that one cannot start without", async () => {
    await writeFiles(join(folders.folder, "api"), { "init.go": needsFile, "greeting.txt": "hello" });
    assert.ok((await measure({ include: ["greeting.txt"] })).initMs > 0);
    await assert.rejects(measure(), {
      name: "EvidenceError",
      message:
        'The start of "api" cannot be measured: it must become ready without its "environment", which may hold secrets, but it ended with exit status 3. Let it start without, or leave out "budgets.initMs" and "budgets.initAllocations".',
    });
  });

  it("measures a binary that was built before, unless it is for another processor", async () => {
    const { entry: _, ...rest } = request(join(folders.folder, "api"));
    const prebuilt = join(folders.folder, "bootstrap");
    await writeFile(prebuilt, await programOf(await build(request(join(folders.folder, "api")))));
    const own = { ...rest, prebuilt };
    assert.ok((await start(own, await build(own))).initMs > 0);

    await writeFile(prebuilt, elf({ machine: otherArchitecture === "arm64" ? 183 : 62 }));
    const other = { ...own, architecture: otherArchitecture } as const;
    await assert.rejects(start(other, await build(other)), {
      name: "EvidenceError",
      message: `The start of "api" cannot be measured: "artifact" ${prebuilt} is built for linux/${otherArchitecture}, and this machine runs linux/${hostArchitecture}. Give its "entry", or leave out "budgets.initMs" and "budgets.initAllocations".`,
    });
  });
});
