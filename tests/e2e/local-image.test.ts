import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { get, startLoad } from "./load.js";
import { type FunctionOutputs, PulumiProject } from "./pulumi-project.js";

// An image holds a program for Linux.
if (process.platform === "linux") {
  describe("an image on the local cloud under the real engine", function () {
    this.timeout(120_000);
    let project: PulumiProject;

    before(async () => {
      project = new PulumiProject("shop");
      project.writeFunction("hello", "Hello, %s!");
      await project.init();
    });
    after(() => project.dispose());

    async function up(): Promise<string> {
      const { status, output } = await project.up();
      assert.equal(status, 0, output);
      return output;
    }

    async function hello(): Promise<FunctionOutputs> {
      const { hello } = await project.outputs();
      assert.ok(hello);
      return hello;
    }

    async function deployed(): Promise<{ name: string; kind: string; isolation: string; version: string }> {
      const { output } = await project.run(process.execPath, [project.cli, "local", "status", "--json"]);
      const { functions } = JSON.parse(output);
      assert.equal(functions.length, 1, output);
      return functions[0];
    }

    it("takes the place of a zip at its URL, and runs in a root directory of its own", async () => {
      project.declare({ hello: { entry: "hello" } });
      await up();
      const { url } = await hello();
      project.declare({ hello: { entry: "hello", packaging: "image" } });
      assert.match(await up(), /~ 1 updated/);
      assert.equal((await get(`${url}?name=Gopher`)).body, "Hello, Gopher!\n");
      const { name, kind, isolation, version } = await deployed();
      assert.deepEqual([name, kind, isolation, version], ["shop-dev-hello", "image", "root", "2"]);
      assert.deepEqual(await hello(), { functionName: "shop-dev-hello", url, version: "2" });
    });

    it("keeps this machine's folders out of the state", () => {
      const state = project.state();
      assert.doesNotMatch(state, /\/images\/|goserverless:image/);
      assert.match(state, /"kind": ?"image"/);
    });

    it("changes nothing in a second up, whoever would push it elsewhere", async () => {
      const image = { repository: "registry.example.com/hello", username: "ada", password: "x" };
      project.declare({ hello: { entry: "hello", packaging: "image", image } });
      assert.match(await up(), /Resources:\n {4}3 unchanged\n/);
      assert.equal((await deployed()).version, "2");
    });

    it("updates in place under load without one failed request", async () => {
      const { url } = await hello();
      await get(url);
      const load = startLoad(url, 4);
      await load.seen("Hello, world!\n");
      project.writeFunction("hello", "Servus, %s!");
      project.declare({ hello: { entry: "hello", packaging: "image", warm: { instances: 4 } } });
      assert.match(await up(), /~ 1 updated/);
      await load.seen("Servus, world!\n");
      const report = await load.stop();
      assert.deepEqual(report.failures, []);
      assert.deepEqual(report.bodies, ["Hello, world!\n", "Servus, world!\n"]);
      assert.deepEqual(await hello(), { functionName: "shop-dev-hello", url, version: "3" });
    });

    it("comes back when the emulator was killed", async () => {
      const { url } = await hello();
      const { output } = await project.run(process.execPath, [project.cli, "local", "status", "--json"]);
      process.kill(JSON.parse(output).pid, "SIGKILL");
      assert.match(await up(), /3 unchanged/);
      assert.equal((await get(url)).body, "Servus, world!\n");
      assert.equal((await deployed()).isolation, "root");
    });

    it("is gone with all of its files after a destroy", async () => {
      const { url } = await hello();
      const { status, output } = await project.pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev");
      assert.equal(status, 0, output);
      await assert.rejects(get(url));
      assert.deepEqual(fs.readdirSync(path.join(project.folder, "cloud/functions")), []);
    });
  });
}
