import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { build, buildPlain } from "../build/index.js";
import { measureReady } from "../emulator/index.js";
import { requestOf } from "./build-request.js";
import type { Benchmark, Row } from "./main.js";
import { median, round } from "./statistics.js";
import { unpackBinary } from "./unpack-binary.js";

const entry = path.resolve(__dirname, "../examples/hello");
const runs = 300;

/** What our build flags are worth: the same handler, compiled plainly and by us, started in turns. */
export const ready: Benchmark = {
  title: "Exec to ready: plain `go build` against ours, the handler of examples/hello",
  async run(): Promise<Row[]> {
    const artifact = await build(requestOf(entry));
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-bench-"));
    try {
      const ours = unpackBinary(artifact, path.join(folder, "bootstrap"));
      const plain = await buildPlain(entry);
      const samples = await measureReady(
        [
          { label: "plain", path: plain.path, contract: "lambda" },
          { label: "ours", path: ours, contract: "lambda" },
        ],
        runs,
      );
      const [plainMs, oursMs] = [median(samples["plain"] ?? []), median(samples["ours"] ?? [])];
      return [
        {
          what: "exec to first /next, p50",
          values: { runs, plainMs: round(plainMs), oursMs: round(oursMs), ratio: round(oursMs / plainMs) },
        },
        {
          what: "binary",
          values: {
            plainBytes: plain.bytes,
            oursBytes: artifact.binary.bytes,
            ratio: round(artifact.binary.bytes / plain.bytes),
          },
        },
      ];
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  },
};
