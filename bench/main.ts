import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A comparison: everything in it is measured in one run, side by side. */
export interface Benchmark {
  readonly title: string;
  run(): Promise<readonly Row[]>;
}

/** One finding, as a sentence's worth of columns. */
export interface Row {
  readonly what: string;
  readonly values: Readonly<Record<string, number | string>>;
}

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  ready: async () => (await import("./ready.js")).ready,
  runtime: async () => (await import("./runtime.js")).runtime,
  preview: async () => (await import("./preview.js")).preview,
  aws: async () => (await import("./aws.js")).aws,
  aliyun: async () => (await import("./aliyun.js")).aliyun,
  database: async () => (await import("./database.js")).database,
  emulator: async () => (await import("./emulator.js")).emulator,
  image: async () => (await import("./image.js")).image,
  evidence: async () => (await import("./evidence.js")).evidence,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0) {
    console.error(
      `No benchmark is called ${unknown.join(", ")}. There are: ${Object.keys(benchmarks).join(", ")}.`,
    );
    process.exitCode = 2;
    return;
  }
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const load = benchmarks[name];
    if (load === undefined) continue;
    const benchmark = await load();
    console.log(`\n${benchmark.title}`);
    const rows = await benchmark.run();
    for (const row of rows) console.log(`  ${row.what}: ${describe(row.values)}`);
    save(name, benchmark.title, rows);
  }
}

function describe(values: Row["values"]): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

function save(name: string, title: string, rows: readonly Row[]): void {
  const folder = path.join(__dirname, "results");
  fs.mkdirSync(folder, { recursive: true });
  const machine = {
    cpus: os.cpus().length,
    model: os.cpus()[0]?.model,
    node: process.version,
    platform: process.platform,
  };
  const document = { schema: 1, title, date: new Date().toISOString().slice(0, 10), machine, rows };
  fs.writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
}

void main(process.argv.slice(2));
