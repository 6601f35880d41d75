import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { readHistory, readStackHistory } from "../../../evidence/history/read-history.js";
import { rememberDeployment } from "../../../evidence/history/remember-deployment.js";
import { deployment, useStateFolder } from "./history.js";

describe("rememberDeployment", () => {
  const state = useStateFolder();
  const file = () => join(state.folder, "history/shop/prod/api.jsonl");

  it("adds a line for each deployment, in files that nobody else reads", async () => {
    assert.equal(await rememberDeployment(deployment()), true);
    assert.equal(await rememberDeployment(deployment({ version: "2" })), true);
    const lines = (await readFile(file(), "utf8")).split("\n");
    assert.deepEqual(lines, [JSON.stringify(deployment()), JSON.stringify(deployment({ version: "2" })), ""]);
    assert.equal((await stat(file())).mode & 0o777, 0o600);
    for (const folder of [".", "history", "history/shop", "history/shop/prod"])
      assert.equal((await stat(join(state.folder, folder))).mode & 0o777, 0o700, folder);
  });

  it("adds nothing when all but the time is as before, in whatever order", async () => {
    await rememberDeployment(deployment({ cost: undefined }));
    const { name, ...rest } = deployment({ at: "2026-11-24T08:00:00.000Z" });
    assert.equal(await rememberDeployment({ ...rest, name }), false);
    assert.deepEqual(await readHistory("shop", "prod", "api"), [deployment()]);
  });

  for (const [what, changes] of [
    ["another version", { version: "2" }],
    ["other ready instances", { warm: { least: 0, most: 5, average: 0 } }],
    ["other prices", { cost: { idleUsdPerMonth: 4, activeUsdPerMonth: 9, pricesAsOf: "2026-11-01" } }],
    ["a measured start", { init: { totalMs: 0.5, allocations: 300 } }],
  ] as const) {
    it(`adds ${what}`, async () => {
      await rememberDeployment(deployment());
      assert.equal(await rememberDeployment(deployment(changes)), true);
    });
  }

  it("adds what was before the last one", async () => {
    for (const version of ["1", "2", "1"]) await rememberDeployment(deployment({ version }));
    const versions = (await readHistory("shop", "prod", "api")).map(({ version }) => version);
    assert.deepEqual(versions, ["1", "2", "1"]);
  });

  it("keeps the last 200", async () => {
    await mkdir(join(file(), ".."), { recursive: true });
    const lines = Array.from({ length: 199 }, (_, at) => JSON.stringify(deployment({ version: `${at}` })));
    await writeFile(file(), `${lines.join("\n")}\n`);
    for (const version of ["199", "200", "201"]) await rememberDeployment(deployment({ version }));
    const records = await readHistory("shop", "prod", "api");
    assert.equal(records.length, 200);
    assert.deepEqual([records[0]?.version, records.at(-1)?.version], ["2", "201"]);
    assert.deepEqual(await readdir(join(file(), "..")), ["api.jsonl"]);
  });

  it("begins a new line after one that was cut off", async () => {
    await rememberDeployment(deployment());
    await appendFile(file(), '{"schema":1,"at":');
    await rememberDeployment(deployment({ version: "2" }));
    assert.deepEqual(await readHistory("shop", "prod", "api"), [deployment(), deployment({ version: "2" })]);
  });

  it("keeps the lines of functions that are deployed at once whole", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `api${at}`);
    await Promise.all(names.map((name) => rememberDeployment(deployment({ name }))));
    assert.deepEqual([...(await readStackHistory("shop", "prod")).keys()].sort(), names.sort());
  });

  for (const name of [
    "..",
    ".",
    "../../evil",
    "a/b",
    "/etc/passwd",
    "C:\\x",
    "ä ö",
    "\ud800",
    "",
    "x".repeat(300),
  ]) {
    it(`keeps what is called ${JSON.stringify(name.slice(0, 20))} below its folder, and finds it again`, async () => {
      const record = deployment({ project: name, stack: name, name });
      await rememberDeployment(record);
      const [found] = await readHistory(name, name, name);
      assert.deepEqual(found, record);
      const paths = await readdir(state.folder, { recursive: true });
      const [path = ""] = paths.filter((each) => each.endsWith(".jsonl"));
      assert.equal(path.split(sep).length, 4, path);
      assert.ok(path.startsWith(`history${sep}`));
      assert.deepEqual(await readdir(join(state.folder, "..")), ["state"]);
    });
  }

  it("rejects when the folder cannot be written", async () => {
    await mkdir(state.folder);
    await writeFile(join(state.folder, "history"), "");
    await assert.rejects(rememberDeployment(deployment()), { code: "ENOTDIR" });
  });
});
