import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeploymentRecord } from "../../../evidence/history/deployment-record.js";

/** A state folder of its own for each test, and gone after it. */
export function useStateFolder(): { folder: string } {
  const state = { folder: "" };
  let before: string | undefined;
  beforeEach(async () => {
    before = process.env["GOSERVERLESS_STATE_DIR"];
    state.folder = join(await mkdtemp(join(tmpdir(), "goserverless-history-")), "state");
    process.env["GOSERVERLESS_STATE_DIR"] = state.folder;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env["GOSERVERLESS_STATE_DIR"];
    else process.env["GOSERVERLESS_STATE_DIR"] = before;
    await rm(join(state.folder, ".."), { recursive: true, force: true });
  });
  return state;
}

/** A deployment, with the given fields changed. */
export function deployment(changes: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    schema: 1,
    at: "2026-11-23T08:00:00.000Z",
    project: "shop",
    stack: "prod",
    name: "api",
    cloud: "aws",
    functionName: "shop-prod-api",
    version: "1",
    url: "https://abc.lambda-url.eu-central-1.on.aws/",
    packaging: "zip",
    architecture: "arm64",
    memoryMb: 256,
    entry: "/srv/shop/cmd/api",
    artifactSha256: "a".repeat(64),
    artifactBytes: 2_690_000,
    binarySha256: "b".repeat(64),
    binaryBytes: 6_300_000,
    warm: { least: 0, most: 0, average: 0 },
    ...changes,
  };
}
