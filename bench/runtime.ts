import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { Agent } from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import { type Artifact, build, buildPlain } from "../build/index.js";
import { Emulator } from "../emulator/emulator.js";
import { measureReady } from "../emulator/index.js";
import { get } from "../tests/e2e/load.js";
import { functionConfig } from "../tests/emulator/harness.js";
import { requestOf } from "./build-request.js";
import type { Benchmark, Row } from "./main.js";
import { interleaved, median, round } from "./statistics.js";
import { unpackBinary } from "./unpack-binary.js";

const sources = path.join(__dirname, "runtime");
const starts = 300;
const calls = 2_000;
const largeCalls = 30;
const sides = ["aws", "ours"] as const;
type Side = (typeof sides)[number];

const order = {
  id: "A-1001",
  items: Array.from({ length: 10 }, (_, index) => ({ sku: `sku-${index}`, quantity: index, price: 9.99 })),
  notes: { gift: "yes", colour: "red", wrap: "paper" },
};

/** What the runtime module is worth: the same handlers, on aws-lambda-go and on ours, with the same flags. */
export const runtime: Benchmark = {
  title: "The Go runtime module against aws-lambda-go, the same handlers and flags",
  async run(): Promise<Row[]> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-bench-"));
    const emulator = await Emulator.start({
      stateFolder: path.join(folder, "state"),
      packageVersion: "1.0.0",
    });
    try {
      const orders = await buildSides("order");
      const echoes = await buildSides("echo");
      const plain = await buildPlain(path.join(sources, "aws/order"));
      for (const side of sides) {
        await deploy(emulator, `${side}-order`, orders[side]);
        await deploy(emulator, `${side}-echo`, echoes[side]);
      }
      return [
        sizes("binary", orders.aws.binary.bytes, orders.ours.binary.bytes, plain.bytes),
        sizes("zip", orders.aws.bytes, orders.ours.bytes),
        await measureStarts(folder, orders),
        ...(await measureCalls(emulator)),
        await measureLarge(emulator),
        ...(await measureServers(folder, emulator)),
      ];
    } finally {
      await emulator.stop();
      fs.rmSync(folder, { recursive: true });
    }
  },
};

async function buildSides(program: string): Promise<Record<Side, Artifact>> {
  const request = (side: Side) => requestOf(path.join(sources, side, program), ["goserverless.lambda"]);
  const [aws, ours] = await Promise.all([build(request("aws")), build(request("ours"))]);
  return { aws, ours };
}

async function deploy(emulator: Emulator, name: string, { path: zip, sha256 }: Artifact): Promise<void> {
  await emulator.deploy(functionConfig({ name, warm: { instances: 1, schedules: [] } }), { zip, sha256 });
}

function sizes(what: string, awsBytes: number, oursBytes: number, plainBytes?: number): Row {
  const ratios = { ratio: round(oursBytes / awsBytes) };
  if (plainBytes === undefined) return { what, values: { awsBytes, oursBytes, ...ratios } };
  const ratioToDefaultBuild = round(oursBytes / plainBytes);
  return {
    what,
    values: { awsBytes, oursBytes, ...ratios, defaultBuildBytes: plainBytes, ratioToDefaultBuild },
  };
}

async function measureStarts(folder: string, artifacts: Record<Side, Artifact>): Promise<Row> {
  const binaries = sides.map(
    (label) =>
      ({
        label,
        path: unpackBinary(artifacts[label], path.join(folder, label)),
        contract: "lambda",
      }) as const,
  );
  const samples = await measureReady(binaries, starts);
  const [awsMs, oursMs] = [median(samples["aws"] ?? []), median(samples["ours"] ?? [])];
  return {
    what: "exec to first /next, p50",
    values: { starts, awsMs: round(awsMs), oursMs: round(oursMs), ratio: round(oursMs / awsMs) },
  };
}

async function measureCalls(emulator: Emulator): Promise<Row[]> {
  const payload = Buffer.from(JSON.stringify(order));
  const mallocs: Record<Side, number[]> = { aws: [], ours: [] };
  const call = async (side: Side) => {
    const answer = await emulator.invoke(`${side}-order`, payload);
    mallocs[side].push(JSON.parse(Buffer.from(answer.payload).toString()).mallocs);
  };
  const samples = await interleaved(calls, { aws: () => call("aws"), ours: () => call("ours") });
  const allocations = (side: Side) => {
    const seen = mallocs[side].slice(100);
    return ((seen.at(-1) ?? 0) - (seen[0] ?? 0)) / (seen.length - 1);
  };
  const compare = (what: string, aws: number, ours: number): Row => ({
    what,
    values: { calls, aws: round(aws, 3), ours: round(ours, 3), ratio: round(ours / aws) },
  });
  return [
    compare("a warm call through the emulator, p50 in ms", median(samples.aws), median(samples.ours)),
    compare("the same, p99 in ms", percentile99(samples.aws), percentile99(samples.ours)),
    compare("allocations per call", allocations("aws"), allocations("ours")),
  ];
}

async function measureLarge(emulator: Emulator): Promise<Row> {
  // As JSON, a string of almost 6 MB.
  const payload = Buffer.from(JSON.stringify("x".repeat(6 * 1024 * 1024 - 200_000)));
  const digest = createHash("sha256").update(payload).digest("hex");
  const call = async (side: Side) => {
    const answer = await emulator.invoke(`${side}-echo`, payload);
    if (createHash("sha256").update(answer.payload).digest("hex") !== digest)
      throw new Error("Another payload.");
  };
  const samples = await interleaved(largeCalls, { aws: () => call("aws"), ours: () => call("ours") });
  const perSecond = (ms: number) => round((payload.length / 1e6 / ms) * 1000, 0);
  const [aws, ours] = [median(samples.aws), median(samples.ours)];
  return {
    what: "6 MB in and out, time of a call",
    values: {
      calls: largeCalls,
      awsMs: round(aws, 1),
      oursMs: round(ours, 1),
      ratio: round(ours / aws),
      awsMbPerSecond: perSecond(aws),
      oursMbPerSecond: perSecond(ours),
    },
  };
}

/** On Function Compute's contract: a plain net/http server against the same handler on package web. */
async function measureServers(folder: string, emulator: Emulator): Promise<Row[]> {
  const servers = ["plain", "ours"] as const;
  const artifacts = await Promise.all(
    servers.map((name) => build(requestOf(path.join(sources, "fc", name), ["goserverless.fc"]))),
  );
  const binaries = artifacts.map((artifact, index) => ({
    label: servers[index] ?? "",
    path: unpackBinary(artifact, path.join(folder, `fc-${servers[index]}`)),
    contract: "fc" as const,
  }));
  const ready = await measureReady(binaries, starts);
  const urls = new Map<string, string>();
  for (const [index, name] of servers.entries()) {
    const { path: zip = "", sha256 = "" } = artifacts[index] ?? {};
    const config = functionConfig({ name, contract: "fc", warm: { instances: 1, schedules: [] } });
    urls.set(name, (await emulator.deploy(config, { zip, sha256 })).url);
  }
  const agent = new Agent({ keepAlive: true });
  const call = (name: string) => get(urls.get(name) ?? "", agent);
  const samples = await interleaved(calls, { plain: () => call("plain"), ours: () => call("ours") });
  agent.destroy();
  const compare = (what: string, plain: readonly number[], ours: readonly number[]): Row => {
    const [plainMs, oursMs] = [median(plain), median(ours)];
    return {
      what,
      values: {
        runs: plain.length,
        plainMs: round(plainMs, 3),
        oursMs: round(oursMs, 3),
        ratio: round(oursMs / plainMs),
      },
    };
  };
  return [
    compare("Function Compute, exec to ready, p50", ready["plain"] ?? [], ready["ours"] ?? []),
    compare("Function Compute, a warm call through the URL, p50", samples.plain, samples.ours),
  ];
}

function percentile99(samples: readonly number[]): number {
  return [...samples].sort((a, b) => a - b)[Math.floor(samples.length * 0.99)] ?? Number.NaN;
}
