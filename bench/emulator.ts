import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startLoad } from "../tests/e2e/load.js";
import { PulumiProject } from "../tests/e2e/pulumi-project.js";
import type { Benchmark, Row } from "./main.js";
import { round } from "./statistics.js";

const run = promisify(execFile);
const redeploys = 20;
const connections = 4;
const seconds = 10;

/** What the local cloud adds to a call, and what a redeploy under load loses. */
export const emulator: Benchmark = {
  title: "The local cloud: examples/hello, warm, through its URL",
  async run(): Promise<Row[]> {
    const project = new PulumiProject("bench");
    try {
      await project.init();
      project.writeFunction("hello", "Hello, %s!");
      project.declare({ hello: { entry: "hello", warm: { instances: connections } } });
      const up = async () => {
        const { status, output } = await project.up();
        if (status !== 0) throw new Error(output);
      };
      await up();
      const url = (await project.outputs())["hello"]?.url ?? "";
      const one = await load(url, 1);
      const several = await load(url, connections);

      const running = startLoad(url, connections);
      for (let count = 1; count <= redeploys; count += 1) {
        project.writeFunction("hello", `Version ${count}, %s!`);
        await up();
        await running.seen(`Version ${count}, world!\n`);
      }
      const { requests, failures } = await running.stop();
      const { output } = await project.run(process.execPath, [project.cli, "logs", "hello"]);
      const cold = output.split("\n").filter((line) => /REPORT .*Init Duration/.test(line)).length;
      return [
        { what: "warm calls, 1 connection", values: { seconds, ...one } },
        { what: `warm calls, ${connections} connections`, values: { seconds, ...several } },
        { what: `${redeploys} redeploys under load`, values: { requests, lost: failures.length, cold } },
      ];
    } finally {
      await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev");
      await project.dispose();
    }
  },
};

/** What wrk (https://github.com/wg/wrk) says of the URL. */
async function load(url: string, count: number): Promise<Record<string, number>> {
  const { stdout } = await run("wrk", ["-t1", `-c${count}`, `-d${seconds}s`, "--latency", url]);
  const milliseconds = (percentile: string) => {
    const [, value = "", unit = ""] = new RegExp(`${percentile}%\\s+([\\d.]+)(us|ms|s)`).exec(stdout) ?? [];
    return round(Number(value) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN));
  };
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  const lost = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  return {
    p50Ms: milliseconds("50"),
    p99Ms: milliseconds("99"),
    requestsPerSecond: round(perSecond, 0),
    lost,
  };
}
