import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programOf } from "../../../build/artifact-files.js";
import { build } from "../../../build/index.js";
import { buildCalibration } from "../../../evidence/init/calibration.js";
import { profileInit } from "../../../evidence/init/profile-init.js";
import { checkRunsHere, thisMachine } from "../../../evidence/init/this-machine.js";
import { elf } from "../../build/compiled.js";
import { goMod, program as goProgram, request, useFolders, writeFiles } from "../../build/go-module.js";
import { buildFixtures, fixtureBinary } from "../../emulator/fixtures.js";

const compilerMs = 300_000;

describe("profileInit", function () {
  this.timeout(compilerMs);
  buildFixtures("hello", "fc");
  const folders = useFolders();

  const calibration = async () => {
    const path = join(folders.folder, "program");
    await writeFile(path, await programOf(await buildCalibration()), { mode: 0o755 });
    return path;
  };

  for (const [contract, name] of [
    ["lambda", "hello"],
    ["fc", "fc"],
  ] as const) {
    it(`tells what a program on ${contract} does before its main, and how long it takes until ready`, async () => {
      const profile = await profileInit(await fixtureBinary(name), { contract, runs: 5 });
      const { packages, ...totals } = profile;
      assert.equal(totals.runs, 5);
      const paths = packages.map(({ path }) => path);
      assert.ok(["runtime", "net/http", "os"].every((path) => paths.includes(path)));
      assert.equal(new Set(paths).size, paths.length);
      const allocations = packages.reduce((count, each) => count + each.allocations, 0);
      assert.ok(Math.abs(allocations - totals.allocations) <= 0.05 * totals.allocations);
      assert.ok(totals.calibrationAllocations > 0 && totals.calibrationAllocations < totals.allocations);
      for (const number of [totals.totalMs, totals.readyMs, totals.calibrationReadyMs, totals.initMs])
        assert.ok(number > 0);
    });
  }

  for (const contract of ["lambda", "fc"] as const) {
    it(`starts the calibration program on ${contract}, which allocates as much as itself`, async () => {
      const profile = await profileInit(await calibration(), { contract, runs: 1 });
      assert.equal(profile.allocations, profile.calibrationAllocations);
    });
  }

  it("refuses a program that ends, and shows nothing of what it wrote", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": goProgram("token=hunter2") });
    const path = join(folders.folder, "program");
    await writeFile(path, await programOf(await build(request(folders.folder))), { mode: 0o755 });
    await assert.rejects(profileInit(path, { contract: "lambda" }), {
      name: "EmulatorError",
      message: `"bootstrap" (${path}) must become ready, but it ended with exit status 0.`,
    });
  });

  it("refuses a program that tells nothing, as one of an old Go or of another language does", async () => {
    const program = await calibration();
    const bytes = await readFile(program, "latin1");
    await writeFile(program, bytes.replaceAll("inittrace", "initother"), "latin1");
    await assert.rejects(profileInit(program, { contract: "lambda" }), {
      name: "EvidenceError",
      message: `${program} tells nothing of its package inits. Name a program that is built with Go 1.16 or newer.`,
    });
  });
});

describe("checkRunsHere", () => {
  const folders = useFolders();
  const linux = { os: "linux", architecture: "amd64" } as const;
  const write = async (content: Buffer | string) => {
    const path = join(folders.folder, "program");
    await writeFile(path, content);
    return path;
  };

  it("accepts a program of this machine", async () => {
    await checkRunsHere(process.execPath, thisMachine);
  });

  for (const machine of [
    { os: "linux", architecture: "arm64" },
    { os: "darwin", architecture: "amd64" },
  ] as const) {
    it(`refuses a program for linux/amd64 on ${machine.os}/${machine.architecture}`, async () => {
      const path = await write(elf({ machine: 62 }));
      await checkRunsHere(path, linux);
      await assert.rejects(checkRunsHere(path, machine), {
        name: "EvidenceError",
        message: `${path} cannot be started here: it is built for linux/amd64, and this machine runs ${machine.os}/${machine.architecture}. Build it for this machine, or measure it on one of its kind.`,
      });
    });
  }

  for (const content of ["", "#!/bin/sh\n", "\x7fELF"]) {
    it(`refuses ${JSON.stringify(content)}, which is no program`, async () => {
      const path = await write(content);
      await assert.rejects(checkRunsHere(path, linux), {
        name: "EvidenceError",
        message: `${path} cannot be started: it is no program for Linux or macOS. Name a Go binary.`,
      });
    });
  }

  it("refuses a file that is not there", async () => {
    await assert.rejects(checkRunsHere("/no/such/program", linux), {
      name: "EvidenceError",
      message: "/no/such/program cannot be read (ENOENT). Name a Go binary.",
    });
  });
});
