import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { get, startLoad } from "./load.js";
import { type FunctionOutputs, PulumiProject } from "./pulumi-project.js";

describe("the local cloud under the real engine", function () {
  this.timeout(120_000);
  let project: PulumiProject;

  before(async () => {
    project = new PulumiProject("shop");
    project.writeFunction("hello", "Hello, %s!");
    await project.init();
  });
  after(() => project.dispose());

  async function up(stack?: string): Promise<string> {
    const { status, output } = await project.up(stack);
    assert.equal(status, 0, output);
    return output;
  }

  async function failingUp(): Promise<string> {
    const { status, output } = await project.up();
    assert.notEqual(status, 0, output);
    return output;
  }

  async function hello(stack?: string): Promise<FunctionOutputs> {
    const { hello } = await project.outputs(stack);
    assert.ok(hello);
    return hello;
  }

  async function body(url: string): Promise<string> {
    return (await get(url)).body;
  }

  it("creates a function that answers at its URL", async () => {
    project.declare({ hello: { entry: "hello", secrets: { TOKEN: "hunter2-secret" } } });
    assert.match(await up(), /\+ 3 created/);
    const { functionName, url, version } = await hello();
    assert.equal(functionName, "shop-dev-hello");
    assert.equal(version, "1");
    assert.equal(await body(`${url}?name=Gopher`), "Hello, Gopher!\n");
  });

  it("keeps secrets and this machine's folders out of the state", () => {
    const state = project.state();
    assert.ok(!state.includes("hunter2-secret"));
    const { inputs, outputs } = resourceIn(
      state,
      "GoServerlessFunction$pulumi-nodejs:dynamic/goserverless:LocalFunction::hello",
    );
    assert.equal(inputs["entry"], "hello");
    assert.doesNotMatch(JSON.stringify({ inputs, outputs }), new RegExp(`${project.folder}|"/|~/|\\.cache`));
  });

  it("remembers the deployment, without secrets", () => {
    const [line = "", ...more] = history().trim().split("\n");
    const { name, cloud, functionName, version, warm, cost } = JSON.parse(line);
    assert.deepEqual(
      { name, cloud, functionName, version, warm, cost },
      {
        ...{ name: "hello", cloud: "local", functionName: "shop-dev-hello", version: "1" },
        warm: { least: 0, most: 0, average: 0 },
        cost: { idleUsdPerMonth: 0, activeUsdPerMonth: 0, pricesAsOf: "" },
      },
    );
    assert.deepEqual(more, []);
    assert.ok(!line.includes("hunter2-secret"));
    assert.equal(fs.readdirSync(path.join(project.folder, "cloud/history/anatomies")).length, 1);
  });

  it("changes nothing in a second up, and remembers nothing of it", async () => {
    const before = history();
    assert.match(await up(), /Resources:\n {4}3 unchanged\n/);
    assert.equal((await hello()).version, "1");
    assert.equal(history(), before);
  });

  it("shows no change in a preview, and no change of a preview", async () => {
    project.writeFunction("hello", "Ciao, %s!");
    const { output } = await project.pulumi("preview", "--stack", "dev");
    assert.match(output, /~ 1 to update/);
    assert.equal(await body((await hello()).url), "Hello, world!\n");
    project.writeFunction("hello", "Hello, %s!");
    assert.match((await project.pulumi("preview", "--stack", "dev")).output, /3 unchanged/);
  });

  it("updates in place under load without one failed or cold request", async () => {
    const { url } = await hello();
    await get(url);
    const load = startLoad(url, 4);
    await load.seen("Hello, world!\n");
    project.writeFunction("hello", "Servus, %s!");
    project.declare({ hello: { entry: "hello", warm: { instances: 8 } } });
    assert.match(await up(), /~ 1 updated/);
    await load.seen("Servus, world!\n");
    const report = await load.stop();

    assert.deepEqual(report.failures, []);
    assert.deepEqual(report.bodies, ["Hello, world!\n", "Servus, world!\n"]);
    const calls = await callsOfVersion("2");
    assert.ok(calls.length > 0);
    assert.deepEqual(
      calls.filter((line) => line.includes("Init Duration")),
      [],
    );
    assert.deepEqual(await hello(), { functionName: "shop-dev-hello", url, version: "2" });
  });

  it("deploys nothing when the code does not compile, and shows the compiler's words once", async () => {
    project.write("hello/broken.go", 'package main\n\nvar broken int = "no"\n');
    project.declare({ hello: { entry: "hello" }, other: { entry: "hello" } });
    const output = await failingUp();
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    assert.match(
      diagnostics,
      /hello\/broken\.go:3:18: cannot use "no" \(untyped string constant\) as int value in variable declaration/,
    );
    assert.equal(diagnostics.match(/broken\.go:3:18/g)?.length, 1, diagnostics);
    assert.doesNotMatch(output, /LocalFunction other/);
    fs.rmSync(path.join(project.folder, "hello/broken.go"));
    project.declare({ hello: { entry: "hello" } });
    assert.equal(await body((await hello()).url), "Servus, world!\n");
  });

  it("deploys nothing when arguments are wrong, and says all that is wrong", async () => {
    project.declare({ hello: { entry: "hello", memoryMb: 1, timeoutSeconds: 0 } });
    const output = await failingUp();
    assert.match(
      output,
      /GoServerlessFunction "hello" cannot be deployed:\n\s+"memoryMb" must be 64-32768 on local, got 1\.\n\s+"timeoutSeconds" must be 1-86400 on local, got 0\.\n/,
    );
    assert.doesNotMatch(output, /\n\s+at .*\.js:\d+/);
    project.declare({ hello: { entry: "hello" } });
  });

  it("deploys nothing when a budget is exceeded", async () => {
    const before = history();
    project.declare({ hello: { entry: "hello", budgets: { binaryMb: 2, initAllocations: 10 } } });
    const { status, output } = await project.pulumi("preview", "--stack", "dev");
    assert.notEqual(status, 0, output);
    assert.match(
      output,
      /"budgets\.binaryMb" is 2 MB, but the binary of "hello" has \d\.\d\d MB\. The largest parts: .* That is as much as in version 2, deployed on /,
    );
    assert.match(
      output,
      /"budgets\.initAllocations" is 10 allocations, but the package inits of "hello" make \d+ allocations\./,
    );
    // What is measured takes longer than the build of a function without budgets.
    project.declare({
      hello: { entry: "hello", budgets: { initAllocations: 10 } },
      other: { entry: "hello" },
    });
    const failed = await failingUp();
    assert.match(failed, /Make it smaller or raise the budget; "goserverless inspect" tells/);
    assert.doesNotMatch(failed, /LocalFunction other/);
    assert.equal(history(), before);
    project.declare({ hello: { entry: "hello" } });
  });

  it("keeps the version before serving when the new one fails to start", async () => {
    project.write("hello/init.go", 'package main\n\nfunc init() { panic("no database") }\n');
    const output = await failingUp();
    assert.match(output, /no database/);
    const { url, version } = await hello();
    assert.equal(await body(url), "Servus, world!\n");
    assert.equal(version, "2");
    fs.rmSync(path.join(project.folder, "hello/init.go"));
    await up();
  });

  it("brings every function back when the emulator was killed", async () => {
    const { url, version } = await hello();
    const { pid } = await status();
    process.kill(pid, "SIGKILL");
    await assert.rejects(get(url));
    assert.match(await up(), /3 unchanged/);
    assert.equal(await body(url), "Servus, world!\n");
    assert.equal((await hello()).version, version);
    assert.notEqual((await status()).pid, pid);
  });

  it("deploys again what somebody removed behind the engine's back", async () => {
    const { pid } = await status();
    process.kill(pid, "SIGKILL");
    fs.rmSync(path.join(project.folder, "cloud/functions"), { recursive: true });
    assert.match(await up(), /~ 1 updated/);
    assert.equal(await body((await hello()).url), "Servus, world!\n");
  });

  it("replaces a function that gets another name", async () => {
    const { url } = await hello();
    project.declare({ greeting: { entry: "hello" } });
    assert.match(await up(), /\+ 2 created\n\s+- 2 deleted/);
    await assert.rejects(get(url));
    const { greeting } = await project.outputs();
    assert.equal(await body(greeting?.url ?? ""), "Servus, world!\n");
  });

  it("keeps two stacks side by side apart", async () => {
    project.declare({ hello: { entry: "hello" } });
    await up();
    await project.init("staging");
    project.writeFunction("hello", "Staging, %s!");
    await up("staging");
    assert.equal((await hello("staging")).functionName, "shop-staging-hello");
    assert.equal(await body((await hello("staging")).url), "Staging, world!\n");
    assert.equal(await body((await hello()).url), "Servus, world!\n");
    await destroy("staging");
    assert.equal(await body((await hello()).url), "Servus, world!\n");
  });

  it("deploys also where it cannot be remembered, and says so", async () => {
    const shop = path.join(project.folder, "cloud/history/shop");
    fs.rmSync(shop, { recursive: true });
    fs.writeFileSync(shop, "");
    assert.match(
      await up(),
      /warning: The deployment of "hello" was made, but cannot be remembered: ENOTDIR: not a directory, mkdir '.*\/cloud\/history\/shop\/dev'\.\n/,
    );
  });

  it("removes all of it, and the emulator ends", async () => {
    const { url } = await hello();
    const { pid } = await status();
    await destroy("dev");
    await assert.rejects(get(url));
    await processEnd(pid);
    assert.deepEqual(fs.readdirSync(path.join(project.folder, "cloud/functions")), []);
    const { output } = await cli("local", "status", "--json");
    assert.equal((JSON.parse(output) as { running: boolean }).running, false);
  });

  const history = () =>
    fs.readFileSync(path.join(project.folder, "cloud/history/shop/dev/hello.jsonl"), "utf8");

  async function destroy(stack: string): Promise<void> {
    const { status, output } = await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", stack);
    assert.equal(status, 0, output);
  }

  const cli = (...args: string[]) => project.run(process.execPath, [project.cli, ...args]);

  async function status(): Promise<{ pid: number }> {
    return JSON.parse((await cli("local", "status", "--json")).output) as { pid: number };
  }

  /** The REPORT lines of every call that a version answered. */
  async function callsOfVersion(version: string): Promise<string[]> {
    const lines = (await cli("logs", "hello")).output.split("\n");
    const started = new RegExp(`START RequestId: (\\S+) Version: ${version}$`);
    const ids = new Set(lines.map((line) => started.exec(line)?.[1]));
    return lines.filter(
      (line) => ids.has(/REPORT RequestId: (\S+)/.exec(line)?.[1]) && line.includes("REPORT "),
    );
  }
});

function resourceIn(state: string, urnEnd: string): Record<"inputs" | "outputs", Record<string, unknown>> {
  const { checkpoint } = JSON.parse(state) as { checkpoint: { latest: { resources: { urn: string }[] } } };
  const resource = checkpoint.latest.resources.find(({ urn }) => urn.endsWith(urnEnd));
  assert.ok(resource);
  return resource as unknown as Record<"inputs" | "outputs", Record<string, unknown>>;
}

/** Resolves when a process that is not our child has ended, which nothing else tells. */
async function processEnd(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
