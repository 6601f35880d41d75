import * as fs from "node:fs";
import * as path from "node:path";
import { PulumiProject } from "../tests/e2e/pulumi-project.js";
import { StandinAws } from "../tests/standins/aws/standin-aws.js";
import { listenerSource } from "./listener-source.js";
import type { Benchmark, Row } from "./main.js";
import { must } from "./must.js";
import { resourcesIn } from "./resources-in.js";
import { interleaved, median, round } from "./statistics.js";

/** Rounds by number of functions: a hundred take long. */
const rounds: Readonly<Record<number, number>> = { 1: 5, 10: 3, 100: 1 };

/** Says at its end how much memory it took. */
const withMemory = `process.on("exit", () => require("node:fs").appendFileSync("memory", process.resourceUsage().maxRSS + "\\n"));`;

const withComponent = `
${withMemory}
const { GoServerlessFunction } = require("goserverless");
const { names, memoryMb, architecture } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
for (const name of names) new GoServerlessFunction(name, { entry: "cmd/" + name, architecture, memoryMb });
`;

/** What a program is without the component: the zip is made by hand, and the role is somebody's. */
const plain = `
${withMemory}
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { names, memoryMb, role, zips, architectures } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
names.forEach((name, index) => new aws.lambda.Function(name, {
  role, architectures, memorySize: memoryMb, publish: true, timeout: 10,
  runtime: "provided.al2023", handler: "bootstrap", code: new pulumi.asset.FileArchive(zips[index]),
}));
`;

/** What the component costs beside bare functions, of which it makes six resources each. */
export const aws: Benchmark = {
  title: "`pulumi preview` and `up` on aws, by number of functions",
  async run(): Promise<Row[]> {
    const rows: Row[] = [];
    for (const count of Object.keys(rounds)) rows.push(...(await measure(Number(count))));
    return rows;
  },
};

async function measure(count: number): Promise<Row[]> {
  const standin = await StandinAws.start();
  const project = new PulumiProject("bench");
  Object.assign(project.env, standin.environment(project.env));
  const inTurns = <Name extends string>(steps: Record<Name, () => Promise<unknown>>) =>
    interleaved(rounds[count] ?? 1, steps);
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
    project.write("plain.js", plain);
    const host = process.arch === "arm64" ? "arm64" : "amd64";
    set({ names, memoryMb, architecture: host, role: standin.addRole("bench") });
    await project.init("ours", "aws");
    await project.init("plain", "aws");
    await up("ours");
    set({ zips: zipsIn(project.state("ours")), architectures: [host === "arm64" ? "arm64" : "x86_64"] });
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

    const what = `${count} functions`;
    const compare = (plainMs: readonly number[], oursMs: readonly number[]) => ({
      rounds: rounds[count] ?? 1,
      plainMs: round(median(plainMs), 0),
      oursMs: round(median(oursMs), 0),
      ratio: round(median(oursMs) / median(plainMs)),
    });
    return [
      { what: `${what}, unchanged preview`, values: compare(unchanged.plainPreview, unchanged.oursPreview) },
      { what: `${what}, unchanged up`, values: compare(unchanged.plainUp, unchanged.oursUp) },
      { what: `${what}, up with other memory`, values: compare(changed.plain, changed.ours) },
      { what: `${what}, memory of the program`, values: { plainMb: memory.plain, oursMb: memory.ours } },
      { what: `${what}, calls of AWS`, values: { unchanged: noOpCalls, code: round(calls / count) } },
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

/** The zips that the component made, in the order of the names. */
function zipsIn(state: string): string[] {
  const functions = resourcesIn<{ code?: { path: string } }>(state, "aws:lambda/function:Function");
  const number = (urn: string) => Number(/f(\d+)$/.exec(urn)?.[1]);
  return functions
    .sort((one, two) => number(one.urn) - number(two.urn))
    .map(({ inputs }) => inputs.code?.path ?? "");
}
