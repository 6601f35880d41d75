import assert from "node:assert/strict";
import { open, readdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { Emulator } from "../../emulator/emulator.js";
import type { FunctionConfig } from "../../emulator/index.js";
import { Orphans } from "../../emulator/orphans.js";
import type { FixtureName } from "./fixtures.js";
import { buildFixtures, fixtureBinary, fixtureZip } from "./fixtures.js";
import {
  call,
  eventually,
  functionConfig,
  isAlive,
  logOf,
  temporaryFolder,
  testTimings,
  told,
} from "./harness.js";
import { fixtureImage, foreignImage, imageOf, saveImage } from "./image-fixtures.js";

const inOwnRoot = "Version 1 runs in a root directory of its own.";
const inThisRoot =
  'Version 1 runs in the root directory of this machine, as "unshare" cannot give it one of its own here.';

interface Inside {
  readonly root: readonly string[];
  readonly user: number;
  readonly group: number;
  readonly arguments: readonly string[];
}

// An image's program is one for Linux.
if (process.platform === "linux") {
  describe("a function in an image", () => {
    buildFixtures("lambda", "fc");
    let emulator: Emulator;
    const folder = temporaryFolder(() => emulator.stop());
    const state = () => path.join(folder(), "state");

    async function start(findUnshare?: () => Promise<string | undefined>): Promise<void> {
      const options = { stateFolder: state(), packageVersion: "1.0.0", timings: testTimings };
      emulator = await Emulator.start({ ...options, findUnshare });
    }

    async function deploy(
      changes: Partial<FunctionConfig> = {},
      name: FixtureName = "lambda",
    ): Promise<string> {
      return (await emulator.deploy(functionConfig(changes), await fixtureImage(name))).url;
    }

    async function invoke<T>(order: object): Promise<T> {
      const { payload, functionError } = await emulator.invoke("shop", Buffer.from(JSON.stringify(order)));
      assert.equal(functionError, undefined, payload.toString());
      return JSON.parse(payload.toString());
    }

    const rootFolder = async () => {
      const { sha256 } = await fixtureImage("lambda");
      return path.join(state(), "functions/shop/code", sha256, "root");
    };
    const status = async () => {
      const [found] = (await emulator.status()).functions;
      assert.ok(found);
      return found;
    };

    describe("with a root directory of its own", () => {
      beforeEach(() => start());

      it("says so, once for a version", async () => {
        await deploy({ warm: { instances: 2, schedules: [] } });
        const { kind, isolation, sha256 } = await status();
        assert.deepEqual([kind, isolation, sha256], ["image", "root", (await fixtureImage("lambda")).sha256]);
        assert.deepEqual(
          (await logOf(emulator)).filter((line) => line.startsWith("Version")),
          [inOwnRoot],
        );
      });

      it("sees the image alone, as the image's user", async () => {
        await deploy();
        assert.deepEqual(await invoke<Inside>({ do: "inside" }), {
          root: ["bootstrap", "data", "etc", "tmp"],
          ...{ user: 65532, group: 65532, arguments: [] },
        });
        const edition = await invoke({ do: "read", answer: "data/edition.txt" });
        assert.deepEqual(edition, { text: "1", missing: false });
        const certificates = await invoke({ do: "read", answer: "/etc/ssl/certs/ca-certificates.crt" });
        assert.deepEqual(certificates, { text: "the certificates", missing: false });
      });

      it("knows the names and addresses that the machine knows", async () => {
        await deploy();
        for (const file of ["/etc/hosts", "/etc/resolv.conf"]) {
          const { text } = await invoke<{ text: string }>({ do: "read", answer: file });
          assert.equal(text, await readFile(file, "utf8"));
        }
      });

      it("keeps what the image itself says of names", async () => {
        const binary = await readFile(await fixtureBinary("lambda"));
        const included = [{ name: "etc/hosts", bytes: Buffer.from("10.0.0.1 db"), executable: false }];
        const image = await saveImage(path.join(folder(), "image"), await imageOf({ binary, included }));
        await emulator.deploy(functionConfig(), image);
        const hosts = await invoke({ do: "read", answer: "/etc/hosts" });
        assert.deepEqual(hosts, { text: "10.0.0.1 db", missing: false });
      });

      it("has the image's environment under the function's", async () => {
        await deploy({ environment: { PATH: "/own", TABLE: "shop" } });
        const variables = new Set(await invoke<string[]>({ do: "environment" }));
        for (const each of ["PATH=/own", "TABLE=shop", "LAMBDA_TASK_ROOT=/"])
          assert.ok(variables.has(each), each);
        await deploy();
        assert.ok(
          (await invoke<string[]>({ do: "environment" })).includes(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          ),
        );
      });

      it("writes to /tmp and to a temporary folder of its own, which ends with it", async () => {
        const { url } = { url: await deploy({ warm: { instances: 2, schedules: [] } }) };
        assert.equal((await call(url, "/")).status, 200);
        const { folder: working, tmp, tmpThere } = await invoke<Record<string, string>>({ do: "folder" });
        assert.equal(working, "/");
        assert.match(String(tmp), /^\/tmp\/instances\/[0-9a-f]{16}$/);
        assert.equal(tmpThere, true);
        for (const file of [`${tmp}/own`, "/tmp/shared"])
          assert.deepEqual(await invoke({ do: "write", answer: file }), { written: true });
        const instances = path.join(await rootFolder(), "tmp/instances");
        assert.equal((await readdir(instances)).length, 2);
        await emulator.stop();
        assert.deepEqual(await readdir(instances), []);
      });

      for (const user of [0, 4_294_967_294]) {
        it(`runs as user ${user} when the image says so`, async () => {
          const image = await imageOf({ binary: await readFile(await fixtureBinary("lambda")), user });
          await emulator.deploy(functionConfig(), await saveImage(path.join(folder(), "image"), image));
          const inside = await invoke<Inside>({ do: "inside" });
          assert.deepEqual([inside.user, inside.group], [user, user]);
          const written = await invoke({ do: "write", answer: "/tmp/a" });
          assert.deepEqual(written, { written: true });
        });
      }

      it("runs the image's command in its folder", async () => {
        const binary = await readFile(await fixtureBinary("lambda"));
        const run = { Entrypoint: ["/opt/app"], Cmd: ["serve", "$HOME *"], WorkingDir: "/work" };
        const image = await foreignImage([[{ path: "opt/app", mode: 0o755, bytes: binary }]], run);
        await emulator.deploy(functionConfig(), await saveImage(path.join(folder(), "image"), image));
        const inside = await invoke<Inside>({ do: "inside" });
        assert.deepEqual(inside.arguments, ["serve", "$HOME *"]);
        assert.equal((await invoke<{ folder: string }>({ do: "folder" })).folder, "/work");
      });

      it("is measured and ended like any other program", async () => {
        await deploy({ warm: { instances: 1, schedules: [] } });
        const { pid } = await invoke<{ pid: number }>({ do: "pid" });
        await invoke({ do: "memory", bytes: 64_000_000 });
        await told(emulator, 2);
        assert.ok(((await emulator.calls("shop")).at(-1)?.maxMemoryMb ?? 0) >= 61);
        await emulator.invoke("shop", Buffer.from(JSON.stringify({ do: "exit", status: 3 })));
        await told(emulator, 3);
        assert.equal((await emulator.calls("shop")).at(-1)?.outcome, "crash");
        assert.ok(
          (await logOf(emulator)).some((line) => line.endsWith("Runtime exited with error: exit status 3")),
        );
        assert.equal(isAlive(pid), false);
      });

      it("is found and ended after an emulator that was killed", async () => {
        await deploy({ warm: { instances: 1, schedules: [] } });
        const { pid } = await invoke<{ pid: number }>({ do: "pid" });
        assert.ok((await readdir(path.join(state(), "instances"))).includes(String(pid)));
        await new Orphans(state()).end();
        await eventually(() => !isAlive(pid), "it has ended");
      });

      it("waits for whoever still writes to the program", async () => {
        const url = await deploy();
        await emulator.cool("shop");
        const writer = await open(path.join(await rootFolder(), "bootstrap"), "r+");
        try {
          const answer = call(url, "/");
          for await (const line of emulator.logs("shop", { follow: true }))
            if (line === "unshare: failed to execute /bootstrap: Text file busy") break;
          await writer.close();
          assert.equal((await answer).status, 200);
        } finally {
          await writer.close();
        }
      });

      it("comes back with the next emulator, without what was left behind", async () => {
        const url = await deploy();
        await emulator.stop();
        const left = path.join(await rootFolder(), "tmp/instances");
        await writeFile(path.join(left, "of-a-killed-one"), "");
        await start();
        assert.equal((await call(url, "/")).status, 200);
        const { version, isolation } = await status();
        assert.deepEqual([version, isolation], ["1", "root"]);
        assert.ok(!(await readdir(left)).includes("of-a-killed-one"));
      });

      it("takes a zip's place and leaves it to one, at one URL", async () => {
        const zip = await fixtureZip("lambda");
        const first = await emulator.deploy(functionConfig(), zip);
        const url = await deploy();
        assert.equal(url, first.url);
        assert.equal((await invoke<Inside>({ do: "inside" })).user, 65532);
        const { version } = await emulator.deploy(functionConfig(), zip);
        assert.equal(version, "3");
        const { kind, isolation } = await status();
        assert.deepEqual([kind, isolation], ["zip", "none"]);
        assert.deepEqual(
          (await logOf(emulator)).filter((line) => line.startsWith("Version")),
          ["Version 2 runs in a root directory of its own."],
        );
      });

      it("changes nothing when nothing changes", async () => {
        await deploy({ warm: { instances: 1, schedules: [] } });
        const { pid } = await invoke<{ pid: number }>({ do: "pid" });
        await deploy({ warm: { instances: 1, schedules: [] } });
        assert.deepEqual(
          [(await status()).version, (await invoke<{ pid: number }>({ do: "pid" })).pid],
          ["1", pid],
        );
      });

      it("serves HTTP as Function Compute's custom containers do", async () => {
        const url = await deploy({ contract: "fc" }, "fc");
        assert.equal((await call(url, "/initialized")).text, "false");
        assert.equal((await status()).isolation, "root");
      });

      it("is gone with all of its files when it is removed", async () => {
        await deploy();
        await invoke({ do: "write", answer: "/tmp/a" });
        await emulator.remove("shop");
        assert.deepEqual(await readdir(path.join(state(), "functions")), []);
      });
    });

    describe("in this machine's root directory", () => {
      beforeEach(() => start(async () => undefined));

      it("says so, once for a version", async () => {
        await deploy({ warm: { instances: 2, schedules: [] } });
        const { kind, isolation } = await status();
        assert.deepEqual([kind, isolation], ["image", "none"]);
        assert.deepEqual(
          (await logOf(emulator)).filter((line) => line.startsWith("Version")),
          [inThisRoot],
        );
      });

      it("runs where it is unpacked, with the image's environment and a temporary folder of its own", async () => {
        await deploy({ environment: { TABLE: "shop" } });
        const inside = await invoke<Inside>({ do: "inside" });
        assert.deepEqual(inside.root, (await readdir("/")).sort());
        assert.equal(inside.user, process.getuid?.());
        const { folder: working, tmp, tmpThere } = await invoke<Record<string, string>>({ do: "folder" });
        assert.equal(working, await rootFolder());
        assert.equal(path.dirname(String(tmp)), path.join(state(), "functions/shop/tmp"));
        assert.equal(tmpThere, true);
        const variables = new Set(await invoke<string[]>({ do: "environment" }));
        const path_ = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        for (const each of [path_, "TABLE=shop", `LAMBDA_TASK_ROOT=${working}`])
          assert.ok(variables.has(each), each);
        const edition = await invoke({ do: "read", answer: "data/edition.txt" });
        assert.deepEqual(edition, { text: "1", missing: false });
      });
    });

    it("asks once what the system allows, and not for zips", async () => {
      let asked = 0;
      await start(async () => {
        asked += 1;
        return undefined;
      });
      await emulator.deploy(functionConfig({ name: "zip" }), await fixtureZip("lambda"));
      assert.equal(asked, 0);
      for (const name of ["one", "other"])
        await emulator.deploy(functionConfig({ name }), await fixtureImage("lambda"));
      assert.equal(asked, 1);
    });

    it("says what is wrong when its files are gone, and others come back all the same", async () => {
      await start();
      const url = await deploy({ name: "well" });
      await deploy();
      await emulator.stop();
      const { sha256 } = await fixtureImage("lambda");
      const code = path.join(state(), "functions/shop/code", sha256);
      await writeFile(path.join(code, "program.json"), "{");
      const problems: string[] = [];
      const options = { stateFolder: state(), packageVersion: "1.0.0", timings: testTimings };
      emulator = await Emulator.start({ ...options, onProblem: (problem) => problems.push(problem) });
      assert.deepEqual(problems, [
        `The image of function "shop" cannot be read from ${code}. Remove that folder and deploy again.`,
      ]);
      assert.equal((await call(url, "/")).status, 200);
    });
  });
}
