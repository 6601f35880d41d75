import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { measureReady } from "../../emulator/index.js";
import { toMeasurement } from "../../report/measurement.js";
import { cdk } from "./cdk.js";
import { nitric, plain, sst } from "./go-peers.js";
import { koPeer } from "./ko-peer.js";
import { Contestant, measureBuilds, type Rounds } from "./measure-builds.js";
import { ours, oursImage, oursRuntime } from "./ours.js";
import { readPeakMemoryKb } from "./peak-memory.js";
import type { PeerResult, PeersDocument } from "./results.js";
import { sam, samCached } from "./sam.js";
import { serverless } from "./serverless.js";
import { Workshop } from "./workshop.js";
import { writePages } from "./write-pages.js";

interface Amount {
  readonly rounds: Rounds;
  readonly starts: number;
  readonly memoryStarts: number;
}

const amounts: Readonly<Record<"full" | "smoke", Amount>> = {
  full: { rounds: { 1: 5, 10: 3, 50: 1 }, starts: 300, memoryStarts: 20 },
  smoke: { rounds: { 1: 1, 10: 0, 50: 0 }, starts: 5, memoryStarts: 3 },
};

const results = path.resolve(__dirname, "../results/peers.json");

/** Without arguments: measures and writes the pages; `--render` only does the latter, `--smoke` neither, but prints. */
async function main([mode]: readonly string[]): Promise<void> {
  if (mode === "--smoke") {
    console.log(JSON.stringify(await measure("smoke"), null, 2));
    return;
  }
  if (mode !== "--render") fs.writeFileSync(results, `${JSON.stringify(await measure("full"), null, 2)}\n`);
  writePages(JSON.parse(fs.readFileSync(results, "utf8")));
}

async function measure(kind: keyof typeof amounts): Promise<PeersDocument> {
  const amount = amounts[kind];
  const peers = [plain, sam, samCached, cdk, serverless, sst, nitric, koPeer(), ours, oursRuntime, oursImage];
  const contestants = peers.map((peer) => new Contestant(peer));
  const workshop = await Workshop.open(kind === "smoke" ? "kept" : "empty");
  try {
    for (const each of contestants) await each.attempt(() => each.peer.install(workshop));
    await measureBuilds(contestants, workshop, amount.rounds);
    const memory = await measureMemory(contestants, amount.memoryStarts);
    const ready = await measureStarts(contestants, amount.starts);
    return {
      schema: 1,
      date: new Date().toISOString().slice(0, 10),
      go: workshop.goVersion.replace(/^go/, ""),
      machine: { cpus: os.cpus().length, model: os.cpus()[0]?.model ?? "", node: process.version },
      peers: contestants.map((each) => toResult(each, ready.get(each.peer.id), memory.get(each.peer.id))),
    };
  } finally {
    await workshop.close();
  }
}

async function measureStarts(contestants: readonly Contestant[], runs: number) {
  const binaries = contestants.flatMap(({ peer, failed, outputs: { binary } }) =>
    binary === undefined || failed !== undefined
      ? []
      : [{ label: peer.id, path: binary, contract: "lambda" as const }],
  );
  return new Map(Object.entries(await measureReady(binaries, runs)));
}

async function measureMemory(contestants: readonly Contestant[], runs: number) {
  const samples = new Map<string, number[]>();
  if (process.platform !== "linux") return samples;
  for (let run = 0; run < runs; run += 1) {
    for (const each of contestants) {
      const { id } = each.peer;
      const { binary } = each.outputs;
      if (binary === undefined) continue;
      await each.attempt(async () => {
        samples.set(id, [...(samples.get(id) ?? []), await readPeakMemoryKb(binary)]);
      });
    }
  }
  return samples;
}

function toResult(
  { peer, failed, outputs, builds }: Contestant,
  readyMs: readonly number[] = [],
  peakMemoryKb?: readonly number[],
): PeerResult {
  const { id, name, version, command } = peer;
  const { binary, zipBytes, imageBytes } = outputs;
  const ready = toMeasurement(readyMs);
  return {
    ...{ id, name, version, command },
    ...(failed === undefined ? {} : { failed }),
    ...(binary === undefined ? {} : { binaryBytes: fs.statSync(binary).size }),
    ...(zipBytes === undefined ? {} : { zipBytes }),
    ...(imageBytes === undefined ? {} : { imageBytes }),
    ...(ready === null ? {} : { ready }),
    ...(peakMemoryKb === undefined ? {} : { peakMemoryKb }),
    builds,
  };
}

void main(process.argv.slice(2));
