import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { FunctionStore, type StoredFunction } from "../../emulator/function-store.js";
import { packZip } from "./fixtures.js";
import { functionConfig, temporaryFolder } from "./harness.js";

const stored: StoredFunction = {
  ...{ schema: 1, version: "3", kind: "zip", sha256: "a".repeat(64), port: 8080 },
  config: functionConfig({ environment: { TABLE: "secret" } }),
};

describe("FunctionStore", () => {
  const folder = temporaryFolder();
  const configFile = (): string => path.join(folder(), "functions/shop/config.json");

  beforeEach(() => mkdir(path.dirname(configFile()), { recursive: true }));

  it("gives back what was saved, and keeps it to its user", async () => {
    const store = new FunctionStore(folder());
    await store.save(stored);
    assert.deepEqual(await store.load("shop"), stored);
    assert.deepEqual(await store.names(), ["shop"]);
    assert.equal((await stat(configFile())).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(path.dirname(configFile())), ["config.json"]);
  });

  it("takes what was saved before there were images for a zip", async () => {
    const { kind, ...before } = stored;
    await writeFile(configFile(), JSON.stringify(before));
    assert.deepEqual(await new FunctionStore(folder()).load("shop"), stored);
    assert.equal(kind, "zip");
  });

  it("refuses what it cannot read", async () => {
    await writeFile(configFile(), "{");
    await assert.rejects(new FunctionStore(folder()).load("shop"), {
      name: "EmulatorError",
      message: `Function "shop" cannot be read from ${configFile()}. Remove that folder and deploy again.`,
    });
  });

  it("refuses what another goserverless wrote", async () => {
    await writeFile(configFile(), JSON.stringify({ ...stored, schema: 2 }));
    await assert.rejects(new FunctionStore(folder()).load("shop"), {
      name: "EmulatorError",
      message: `Function "shop" in ${configFile()} is of another goserverless. Deploy it again.`,
    });
  });

  it("leaves the old configuration when the new one cannot be written", async () => {
    const store = new FunctionStore(folder());
    await assert.rejects(
      store.save({ ...stored, config: functionConfig({ name: "gone" }) }),
      (error: Error) => {
        const file = path.join(folder(), "functions/gone/config.json");
        assert.ok(
          error.message.startsWith(`Function "gone" cannot be written to ${file}: ENOENT`),
          error.message,
        );
        return true;
      },
    );
  });

  it("unpacks code once", async () => {
    const code = await packZip(path.join(folder(), "code.zip"), { bootstrap: Buffer.from("#!program") });
    const store = new FunctionStore(folder());
    const unpacked = await store.unpack("shop", code);
    await writeFile(path.join(unpacked, "mark"), "");
    assert.equal(await store.unpack("shop", code), unpacked);
    assert.deepEqual((await readdir(unpacked)).sort(), ["bootstrap", "mark"]);
  });

  it("refuses code that is not what was promised, and leaves nothing of it", async () => {
    const code = await packZip(path.join(folder(), "code.zip"), { bootstrap: Buffer.from("#!program") });
    const promised = "0".repeat(64);
    await assert.rejects(new FunctionStore(folder()).unpack("shop", { ...code, sha256: promised }), {
      name: "EmulatorError",
      message: `The zip ${code.zip} must have the sha256 ${promised}, but has ${code.sha256}. Build it again.`,
    });
    assert.deepEqual(await readdir(path.dirname(configFile())), []);
  });

  it("refuses a hash that is none", async () => {
    await assert.rejects(new FunctionStore(folder()).unpack("shop", { zip: "x.zip", sha256: "../x" }), {
      name: "EmulatorError",
      message: '"sha256" must be 64 hexadecimal digits in lower case, got "../x".',
    });
  });

  it("refuses a zip that is not there", async () => {
    const zip = path.join(folder(), "none.zip");
    const sha256 = "0".repeat(64);
    await assert.rejects(new FunctionStore(folder()).unpack("shop", { zip, sha256 }), {
      name: "EmulatorError",
      message: `The code of function "shop" cannot be unpacked to ${folder()}/functions/shop/code/${sha256}: ENOENT: no such file or directory, open '${zip}'.`,
    });
  });

  it("removes code that no version uses, and not what is being unpacked", async () => {
    const store = new FunctionStore(folder());
    await store.save(stored);
    const [used, arriving, old] = ["a", "b", "c"].map((digit) => digit.repeat(64));
    for (const name of [used, `${arriving}.1234`, old, `${old}.1234`]) {
      await mkdir(path.join(folder(), "functions/shop/code", String(name)), { recursive: true });
    }
    await store.prune("shop", new Set([String(used), String(arriving)]));
    assert.deepEqual(await readdir(path.join(folder(), "functions/shop/code")), [used, `${arriving}.1234`]);
  });

  it("removes a function with all that is its", async () => {
    const store = new FunctionStore(folder());
    await store.save(stored);
    await store.remove("shop");
    assert.deepEqual(await store.names(), []);
    assert.deepEqual(await readdir(path.join(folder(), "functions")), []);
    await assert.rejects(readFile(configFile()), { code: "ENOENT" });
  });
});
