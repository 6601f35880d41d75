import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastDeploymentOf, readHistory, readStackHistory } from "../../../evidence/history/read-history.js";
import { rememberDeployment } from "../../../evidence/history/remember-deployment.js";
import { deployment, useStateFolder } from "./history.js";

describe("readHistory", () => {
  const state = useStateFolder();

  it("has nothing of a function that was never deployed", async () => {
    assert.deepEqual(await readHistory("shop", "prod", "api"), []);
  });

  it("passes over lines that are damaged or of another goserverless", async () => {
    const folder = join(state.folder, "history/shop/prod");
    await mkdir(folder, { recursive: true });
    const { warm: _, ...withoutWarm } = deployment();
    const lines = [
      "",
      "{",
      "null",
      "[]",
      "7",
      '"api"',
      JSON.stringify({ ...deployment(), schema: 2 }),
      JSON.stringify({ ...deployment(), version: 1 }),
      JSON.stringify({ ...deployment(), memoryMb: "256" }),
      JSON.stringify({ ...deployment(), warm: null }),
      JSON.stringify({ ...deployment(), warm: { least: 0 } }),
      JSON.stringify(withoutWarm),
      JSON.stringify(deployment({ version: "7" })),
      "\u0000\u0000",
    ];
    await writeFile(join(folder, "api.jsonl"), lines.join("\n"));
    assert.deepEqual(await readHistory("shop", "prod", "api"), [deployment({ version: "7" })]);
  });
});

describe("readStackHistory", () => {
  useStateFolder();

  it("has the functions of one stack", async () => {
    const worker = deployment({ name: "worker" });
    for (const record of [deployment(), deployment({ version: "2" }), worker])
      await rememberDeployment(record);
    await rememberDeployment(deployment({ stack: "dev" }));
    assert.deepEqual(
      await readStackHistory("shop", "prod"),
      new Map([
        ["api", [deployment(), deployment({ version: "2" })]],
        ["worker", [worker]],
      ]),
    );
  });

  it("has nothing of a stack that was never deployed", async () => {
    assert.deepEqual(await readStackHistory("shop", "none"), new Map());
  });
});

describe("lastDeploymentOf", () => {
  useStateFolder();
  let folder = "";
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-entry-")));
    await mkdir(join(folder, "api"));
    await symlink(join(folder, "api"), join(folder, "link"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const early = () => deployment({ entry: join(folder, "api"), at: "2026-11-20T00:00:00.000Z" });
  const late = () =>
    deployment({ entry: join(folder, "link"), at: "2026-11-21T00:00:00.000Z", stack: "dev" });

  it("finds the last deployment in any stack, also by another path", async () => {
    await rememberDeployment(late());
    await rememberDeployment(early());
    await rememberDeployment(deployment({ name: "other", at: "2026-11-22T00:00:00.000Z" }));
    assert.deepEqual(await lastDeploymentOf(join(folder, "api")), late());
    assert.deepEqual(await lastDeploymentOf(join(folder, "link"), {}), late());
  });

  it("finds the last deployment in one stack", async () => {
    await rememberDeployment(late());
    await rememberDeployment(early());
    assert.deepEqual(await lastDeploymentOf(join(folder, "api"), { stack: "prod" }), early());
    assert.equal(await lastDeploymentOf(join(folder, "api"), { stack: "none" }), undefined);
  });

  it("finds nothing of what was never deployed, and nothing that has no entry", async () => {
    await rememberDeployment(deployment({ entry: "" }));
    assert.equal(await lastDeploymentOf(folder), undefined);
    assert.equal(await lastDeploymentOf(process.cwd()), undefined);
  });
});
