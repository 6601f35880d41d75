import * as fs from "node:fs";
import * as path from "node:path";
import type { CloudName } from "../components/names.js";
import { PulumiProject } from "../tests/e2e/pulumi-project.js";
import type { Standin } from "../tests/standins/standin.js";
import { listenerSource } from "./listener-source.js";
import type { Row } from "./main.js";
import { must } from "./must.js";
import { interleaved, median, round } from "./statistics.js";

/** What the component is held against on one cloud. */
export interface CloudBench<Cloud extends Standin> {
  readonly cloud: CloudName;
  start(): Promise<Cloud>;
  /** A program that declares as many bare functions; it reads settings.json. */
  readonly plain: string;
  readonly architecture: "amd64" | "arm64";
  /** Rounds by number of functions: many take long. */
  readonly rounds: Readonly<Record<number, number>>;
  /** What that program needs, taken from the account and from the state of the one with the component. */
  settings(cloud: Cloud, state: string): object;
  /** More rows about what is deployed. */
  more?(run: Deployed): Promise<readonly Row[]>;
}

/** A stack of a program with the component. */
export interface Deployed {
  readonly count: number;
  set(settings: object): void;
  up(): Promise<void>;
  state(): string;
}

/** Says at its end how much memory it took. */
const withMemory = `process.on("exit", () => require("node:fs").appendFileSync("memory", process.resourceUsage().maxRSS + "\\n"));`;

const withComponent = `
${withMemory}
const { GoServerlessFunction } = require("goserverless");
const { names, memoryMb, architecture, more } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
for (const name of names) new GoServerlessFunction(name, { entry: "cmd/" + name, architecture, memoryMb, ...more });
`;

/** What the component costs beside bare functions, by number of functions. */
export async function compareOn<Cloud extends Standin>(bench: CloudBench<Cloud>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of Object.keys(bench.rounds)) rows.push(...(await measure(bench, Number(count))));
  return rows;
}

async function measure<Cloud extends Standin>(bench: CloudBench<Cloud>, count: number): Promise<Row[]> {
  const rounds = bench.rounds[count] ?? 1;
  const standin = await bench.start();
  const project = new PulumiProject("bench");
  Object.assign(project.env, standin.environment(project.env));
  const inTurns = <Name extends string>(steps: Record<Name, () => Promise<unknown>>) =>
    interleaved(rounds, steps);
  let memoryMb = 128;
  const settings: Record<string, unknown> = {};
  const set = (changes: object) =>
    project.write("settings.json", JSON.stringify(Object.assign(settings, changes)));
  const run = async (stack: "ours" | "plain", ...command: string[]) => {
    project.write("Pulumi.yaml", `name: bench\nruntime: nodejs\nmain: ${stack}.js\n`);
    await must(project.pulumi(...command, "--stack", stack));
  };
  const up = (stack: "ours" | "plain") => run(stack, "up", "--yes", "--skip-preview");
  const change = (stack: "ours" | "plain") => {
    memoryMb = memoryMb === 128 ? 256 : 128;
    set({ memoryMb });
    return up(stack);
  };
  try {
    const names = Array.from({ length: count }, (_, index) => `f${index}`);
    project.write("go.mod", "module example.com/bench\n\ngo 1.24\n");
    for (const name of names) project.write(`cmd/${name}/main.go`, listenerSource(name));
    project.write("ours.js", withComponent);
    project.write("plain.js", `${withMemory}\n${bench.plain}`);
    set({ names, memoryMb, architecture: bench.architecture });
    await project.init("ours", bench.cloud);
    await project.init("plain", bench.cloud);
    await up("ours");
    set(bench.settings(standin, project.state("ours")));
    await up("plain");

    const unchanged = await inTurns({
      plainPreview: () => run("plain", "preview"),
      oursPreview: () => run("ours", "preview"),
      plainUp: () => up("plain"),
      oursUp: () => up("ours"),
    });
    const changed = await inTurns({ plain: () => change("plain"), ours: () => change("ours") });
    const memory = {
      plain: await memoryOf(project, () => up("plain")),
      ours: await memoryOf(project, () => up("ours")),
    };
    standin.journal.clear();
    await up("ours");
    const noOpCalls = standin.calls.length;
    for (const name of names) project.write(`cmd/${name}/main.go`, listenerSource(`${name} again`));
    await up("ours");
    const calls = standin.calls.length - noOpCalls;

    const more = await bench.more?.({
      count,
      set,
      up: () => up("ours"),
      state: () => project.state("ours"),
    });

    const what = `${count} functions`;
    const compare = (plainMs: readonly number[], oursMs: readonly number[]) => ({
      rounds,
      plainMs: round(median(plainMs), 0),
      oursMs: round(median(oursMs), 0),
      ratio: round(median(oursMs) / median(plainMs)),
    });
    return [
      { what: `${what}, unchanged preview`, values: compare(unchanged.plainPreview, unchanged.oursPreview) },
      { what: `${what}, unchanged up`, values: compare(unchanged.plainUp, unchanged.oursUp) },
      { what: `${what}, up with other memory`, values: compare(changed.plain, changed.ours) },
      { what: `${what}, memory of the program`, values: { plainMb: memory.plain, oursMb: memory.ours } },
      { what: `${what}, calls`, values: { unchanged: noOpCalls, code: round(calls / count) } },
      ...(more ?? []),
    ];
  } finally {
    await run("ours", "destroy", "--yes", "--skip-preview");
    await run("plain", "destroy", "--yes", "--skip-preview");
    await project.dispose();
    await standin.stop();
  }
}

/** The peak of one run, in MB. */
async function memoryOf(project: PulumiProject, run: () => Promise<void>): Promise<number> {
  const file = path.join(project.folder, "memory");
  fs.rmSync(file, { force: true });
  await run();
  return round(Math.max(...fs.readFileSync(file, "utf8").trim().split("\n").map(Number)) / 1024, 0);
}
