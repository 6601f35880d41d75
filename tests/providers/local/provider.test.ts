import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import * as path from "node:path";
import { FunctionStore } from "../../../emulator/function-store.js";
import { provider } from "../../../providers/local/provider.js";
import { functionConfig, temporaryFolder } from "../../emulator/harness.js";

describe("provider.diff", () => {
  const before = process.env["GOSERVERLESS_STATE_DIR"];
  const folder = temporaryFolder();
  beforeEach(() => {
    process.env["GOSERVERLESS_STATE_DIR"] = folder();
  });
  afterEach(() => {
    if (before === undefined) delete process.env["GOSERVERLESS_STATE_DIR"];
    else process.env["GOSERVERLESS_STATE_DIR"] = before;
  });

  const config = functionConfig();
  const sha256 = "a".repeat(64);
  const zip = { config, kind: "zip", sha256, entry: "cmd/api" } as const;
  const image = { ...zip, kind: "image" } as const;
  const { kind: _, ...fromBeforeImages } = zip;

  async function deployed(kind: "zip" | "image"): Promise<void> {
    await mkdir(path.join(folder(), "functions", config.name), { recursive: true });
    await new FunctionStore(folder()).save({ schema: 1, version: "1", kind, sha256, port: 8080, config });
  }

  it("sees no change in what is deployed", async () => {
    await deployed("image");
    assert.deepEqual(await provider.diff("shop", image, image), { changes: false, replaces: [] });
  });

  it("takes a state from before there were images for a zip's", async () => {
    await deployed("zip");
    assert.deepEqual(await provider.diff("shop", fromBeforeImages, zip), { changes: false, replaces: [] });
    assert.deepEqual(await provider.diff("shop", fromBeforeImages, image), { changes: true, replaces: [] });
  });

  it("deploys again what is gone", async () => {
    assert.deepEqual(await provider.diff("shop", image, image), { changes: true, replaces: [] });
  });

  it("replaces a function that gets another name", async () => {
    await deployed("image");
    const renamed = { ...image, config: functionConfig({ name: "store" }) };
    assert.deepEqual(await provider.diff("shop", image, renamed), { changes: true, replaces: ["config"] });
  });
});
