import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { PulumiProject } from "../tests/e2e/pulumi-project.js";
import { listenerSource } from "./listener-source.js";
import type { Benchmark, Row } from "./main.js";
import { must } from "./must.js";
import { resourcesIn } from "./resources-in.js";
import { interleaved, median, round } from "./statistics.js";

const run = promisify(execFile);
const rounds = 10;
const counts = [1, 10, 100];
const resourceType = "pulumi-nodejs:dynamic/goserverless:LocalFunction";

/** The same resources as the component's, with what it computes written down. */
const withoutComponent = `
const pulumi = require("@pulumi/pulumi");
const resources = JSON.parse(require("node:fs").readFileSync("resources.json", "utf8"));
for (const [name, inputs] of Object.entries(resources)) new pulumi.CustomResource("${resourceType}", name, inputs);
`;

/** In a process of its own, as in a program: the build of all functions, without what Node needs to start. */
const onlyBuild = `
const { build } = require(process.argv[1]);
const go = { tags: [], ldflags: [], flags: [], env: {}, goBinary: "go" };
const start = performance.now();
const requests = process.argv.slice(3).map((entry) => ({ entry, os: "linux", architecture: process.argv[2], go, include: [] }));
Promise.all(requests.map((request) => build(request))).then(() => console.log(performance.now() - start));
`;

/** What the component itself costs in an unchanged preview. */
export const preview: Benchmark = {
  title: "An unchanged `pulumi preview`, by number of functions",
  async run(): Promise<Row[]> {
    const rows: Row[] = [];
    for (const count of counts) rows.push(...(await measure(count)));
    return rows;
  },
};

async function measure(count: number): Promise<Row[]> {
  const project = new PulumiProject("bench");
  const use = (program: string) =>
    project.write("Pulumi.yaml", `name: bench\nruntime: nodejs\nmain: ${program}\n`);
  const preview = async (program: string, stack: string) => {
    use(program);
    await must(project.pulumi("preview", "--stack", stack));
  };
  try {
    const names = Array.from({ length: count }, (_, index) => `f${index}`);
    project.write("go.mod", "module example.com/bench\n\ngo 1.24\n");
    for (const name of names) project.write(`cmd/${name}/main.go`, listenerSource(name));
    project.declare(Object.fromEntries(names.map((name) => [name, { entry: `cmd/${name}` }])));
    await project.init();
    await must(project.up());
    project.write("bare.js", withoutComponent);
    project.write("resources.json", JSON.stringify(inputsIn(project.state())));
    await project.init("bare");
    use("bare.js");
    await must(project.up("bare"));

    const buildIndex = path.resolve(__dirname, "../dist/build/index.js");
    const architecture = process.arch === "arm64" ? "arm64" : "amd64";
    const entries = names.map((name) => path.join(project.folder, "cmd", name));
    const env = { ...process.env, CGO_ENABLED: "0" };
    const buildMs: number[] = [];
    const samples = await interleaved(rounds, {
      goBuild: () => run("go", ["build", "-o", "out/", "./cmd/..."], { cwd: project.folder, env }),
      ourBuild: async () => {
        const { stdout } = await run(process.execPath, [
          "-e",
          onlyBuild,
          buildIndex,
          architecture,
          ...entries,
        ]);
        buildMs.push(Number(stdout));
      },
      bare: () => preview("bare.js", "bare"),
      component: () => preview("index.js", "dev"),
    });
    const [goMs, oursMs] = [median(samples.goBuild), median(buildMs.slice(1))];
    const [bareMs, componentMs] = [median(samples.bare), median(samples.component)];
    return [
      {
        what: `${count} functions, our build against a no-op \`go build\``,
        values: { rounds, goBuildMs: round(goMs, 0), oursMs: round(oursMs, 0), ratio: round(oursMs / goMs) },
      },
      {
        what: `${count} functions, preview against the same resources without the component`,
        values: {
          rounds,
          bareMs: round(bareMs, 0),
          componentMs: round(componentMs, 0),
          ratio: round(componentMs / bareMs),
        },
      },
    ];
  } finally {
    use("index.js");
    await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev");
    await project.dispose();
  }
}

/** The inputs of every function in a stack's state, by name. */
function inputsIn(state: string): Record<string, object> {
  const functions = resourcesIn<object>(state, resourceType);
  return Object.fromEntries(functions.map(({ urn, inputs }) => [urn.split("::").at(-1) ?? "", inputs]));
}
