import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import type { Benchmark, Row } from "./main.js";
import { interleaved, median, round } from "./statistics.js";

const run = promisify(execFile);
const cli = path.resolve(__dirname, "../dist/cli/main.js");
const runs = 10;
const mostOutput = 256 * 1024 * 1024;

/**
 * What it takes to say where the bytes of a large binary went, beside Go's own tool, which needs the symbols that a small
 * binary goes without. Go's compiler is the binary: it is large, and everybody who has Go has its sources.
 */
export const evidence: Benchmark = {
  title: "Evidence: Go's compiler, stripped, by goserverless inspect, and with symbols by go tool nm",
  async run(): Promise<Row[]> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-bench-"));
    try {
      const stripped = await compile(path.join(folder, "stripped"), "-s -w");
      const whole = await compile(path.join(folder, "whole"), "");
      const samples = await interleaved(runs, {
        ours: () => inspect(stripped),
        // Without a program, it is the start of Node and of the command line.
        idle: () => run(process.execPath, [cli, "--version"]),
        nm: () => run("go", ["tool", "nm", "-size", whole], { maxBuffer: mostOutput }),
      });
      const [ours, idle, nm] = [median(samples.ours), median(samples.idle), median(samples.nm)];
      const { bytes, attributedBytes } = await inspect(stripped);
      return [
        {
          what: "the whole command, of a stripped binary",
          values: {
            mb: round(bytes / 1e6, 1),
            ms: round(ours, 0),
            startMs: round(idle, 0),
            ratioToNm: round(ours / nm),
            runs,
          },
        },
        {
          what: "bytes that are attributed to a package or a part of the file",
          values: { share: round(attributedBytes / bytes, 4) },
        },
      ];
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  },
};

async function compile(target: string, ldflags: string): Promise<string> {
  await run("go", [
    "build",
    "-trimpath",
    "-buildvcs=false",
    "-ldflags",
    ldflags,
    "-o",
    target,
    "cmd/compile",
  ]);
  return target;
}

async function inspect(binary: string): Promise<{ bytes: number; attributedBytes: number }> {
  const { stdout } = await run(process.execPath, [cli, "inspect", binary, "--json"], {
    maxBuffer: mostOutput,
  });
  return JSON.parse(stdout).evidence.size;
}
