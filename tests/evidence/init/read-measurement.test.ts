import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allocationChecks, initChecks, readMeasurement } from "../../../evidence/init/read-measurement.js";
import { useFolders } from "../../build/go-module.js";
import { initMeasurement } from "./init-measurement.js";

const measured = initMeasurement();
const [main] = measured.packages;
const numbers = [
  "runs",
  "totalMs",
  "allocations",
  "bytes",
  "readyMs",
  "calibrationReadyMs",
  "initMs",
  "calibrationAllocations",
] as const;
const spreads = ["spreadMs", "initSpreadMs", "initIntervalMs"] as const;

const noNumbers = [undefined, null, -1, "2", [2], {}];
const noSpreads = [undefined, null, 2, [], [1], [1, 2, 3], [1, null], [-1, 1], [2, 1], ["1", "2"], {}];
const noPackages = [undefined, null, {}, "main", [null], ["main"], [[]]];
const damaged: readonly { field: string; values: readonly unknown[] }[] = [
  ...numbers.map((field) => ({ field, values: noNumbers })),
  { field: "runs", values: [0, 1.5] },
  ...spreads.map((field) => ({ field, values: noSpreads })),
  { field: "isPrecise", values: [undefined, null, 1, "true"] },
  { field: "packages", values: noPackages },
  ...(["startMs", "ms", "bytes", "allocations"] as const).map((field) => ({
    field: "packages",
    values: noNumbers.map((value) => [main, { ...main, [field]: value }]),
  })),
  { field: "packages", values: [undefined, null, 1].map((path) => [{ ...main, path }]) },
];

describe("readMeasurement", () => {
  const folders = useFolders();
  const read = async (text: string) => {
    const file = join(folders.folder, "measured.json");
    await writeFile(file, text);
    return readMeasurement(file, initChecks);
  };

  it("reads what was measured", async () => {
    assert.deepEqual(await read(JSON.stringify(measured)), measured);
  });

  for (const text of ["", "null", "[]", "2", "{}", '{"initMs":', "\u0000"]) {
    it(`takes ${JSON.stringify(text)} for nothing`, async () => {
      assert.equal(await read(text), undefined);
    });
  }

  for (const { field, values } of damaged) {
    it(`takes nothing whose ${field} is one of ${JSON.stringify(values)}`, async () => {
      for (const value of values) {
        const text = JSON.stringify({ ...measured, [field]: value });
        assert.equal(await read(text), undefined, text);
      }
    });
  }

  it("takes no number that is too large to be one", async () => {
    assert.equal(await read(JSON.stringify(measured).replace('"initMs":2', '"initMs":1e999')), undefined);
  });

  it("asks for no time where only allocations were measured", async () => {
    const { readyMs, calibrationReadyMs, initMs, initSpreadMs, initIntervalMs, isPrecise, ...traced } =
      measured;
    const file = join(folders.folder, "measured.json");
    await writeFile(file, JSON.stringify(traced));
    assert.deepEqual(await readMeasurement(file, allocationChecks), traced);
    assert.equal(await readMeasurement(file, initChecks), undefined);
  });

  it("knows nothing of a file that is not there", async () => {
    assert.equal(await readMeasurement(join(folders.folder, "none.json"), initChecks), undefined);
  });
});
