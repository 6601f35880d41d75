import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type DebianRegistry, startDebianRegistry } from "../build/oci/registry/debian-registry.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { get } from "./load.js";
import { flawless } from "./warm-watch.js";

const name = "shop-dev-api";
const login = { username: "deployer", password: "hunter2-of-the-registry" };
const variable = "hunter2-of-the-program";

/** As a user has the password: as a secret of the stack. */
const program = `
const { GoServerlessFunction } = require("goserverless");
const pulumi = require("@pulumi/pulumi");
const { api: args } = JSON.parse(require("node:fs").readFileSync("functions.json", "utf8"));
const password = new pulumi.Config().requireSecret("registryPassword");
if (args.image?.repository) Object.assign(args.image, { username: "${login.username}", password });
args.environment = { TOKEN: pulumi.secret("${variable}") };
const { functionName, url, version } = new GoServerlessFunction("api", args);
exports.api = { functionName, url, version };
`;

describe("an image on Aliyun", function () {
  this.timeout(300_000);
  let registry: DebianRegistry;
  let shop: AliyunProject;
  let first: { functionName: string; url: string };
  /** What the CLI printed, all of it. */
  const printed: string[] = [];

  before(async () => {
    registry = await startDebianRegistry({ login: { user: login.username, password: login.password } });
    shop = await AliyunProject.start({ rules: { latestHandover: "smooth", preparationLooks: 2 } });
    shop.aliyun.addRegistry(registry.host, login);
    shop.project.write("index.js", program);
    await shop.pulumi("config", "set", "--secret", "registryPassword", login.password);
  });
  after(async () => {
    await shop?.stop();
    await registry?.close();
  });

  afterEach(() => {
    shop.aliyun.account.rules.preparation = "succeeds";
  });

  const args = (more: Args = {}): Args => ({
    packaging: "image",
    image: { repository: `${registry.host}/shop/api` },
    ...more,
  });
  async function up(more: Args = {}): Promise<string> {
    const output = await shop.up(args(more));
    printed.push(output);
    return output;
  }
  async function failingUp(more: Args = {}): Promise<string> {
    const output = await shop.failingUp(args(more));
    printed.push(output);
    return output.replaceAll(/\n +/g, " ");
  }
  const fn = () => shop.aliyun.account.function(name);
  const hello = async () => (await get(`${(await shop.outputs()).localUrl}hello/Gopher`)).body;
  const greeting = (word: string) => `{"greeting":"${word}, Gopher!"}\n`;
  /** What happened since the last deployment began, without digests. */
  const writes = () => shop.writes.map((line) => line.replace(/=sha256:[0-9a-f]{64}$/, ""));
  /** Digests of what the registry holds, documents about images among them. */
  function pushed(): string[] {
    const folder = path.join(
      registry.folder,
      "docker/registry/v2/repositories/shop/api/_manifests/revisions/sha256",
    );
    return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  }
  async function assertSame(): Promise<void> {
    const { functionName, url } = await shop.outputs();
    assert.deepEqual({ functionName, url }, first);
  }

  it("is pushed, prepared by Function Compute, and answers at a URL that comes after that", async () => {
    await up();
    assert.deepEqual(
      writes().filter((line) => !line.startsWith("log:")),
      [
        `fc:CreateFunction ${name}`,
        `fc:UpdateFunction ${name}`,
        `fc:TagResources ${name}`,
        `event:ImagePrepared ${name}`,
        `fc:CreateTrigger ${name}:http`,
      ],
    );
    const { functionName, url } = await shop.outputs();
    first = { functionName, url };
    assert.equal(await hello(), greeting("Hello"));
    const { runtime, customContainerConfig } = fn().config;
    assert.equal(runtime, "custom-container");
    assert.deepEqual(customContainerConfig, {
      image: `${registry.host}/shop/api@${fn().imageDigest}`,
      port: 9000,
      command: [],
      entrypoint: [],
    });
  });

  it("is left alone when nothing changed", async () => {
    const before = pushed();
    assert.match(await up(), /Resources:\n {4}7 unchanged\n/);
    assert.deepEqual(shop.writes, []);
    assert.deepEqual(pushed(), before);
  });

  it("is not pushed by a preview, which knows whether it changed", async () => {
    const before = pushed();
    shop.aliyun.journal.clear();
    const same = await shop.pulumi("preview", "--diff");
    assert.match(same, /Resources:\n {4}7 unchanged\n/);
    shop.project.writeServer("api", "Ciao");
    const preview = await shop.pulumi("preview", "--diff");
    printed.push(same, preview);
    const [, from = "", to = ""] = /~ image *: "(\S+)" => "(\S+)"/.exec(preview) ?? assert.fail(preview);
    assert.equal(from, fn().config.customContainerConfig?.image);
    assert.match(to, /@sha256:[0-9a-f]{64}$/);
    assert.notEqual(to, from);
    assert.match(preview, /Resources:\n {4}~ 1 to update\n {4}6 unchanged\n/);
    assert.deepEqual([pushed(), shop.writes], [before, []]);
  });

  it("is replaced by the next one under load without a failed call", async () => {
    const watch = await shop.watch("hello/Gopher");
    const { failures } = await watch.during(0, () => up());
    assert.deepEqual(failures, flawless.failures);
    assert.deepEqual(writes(), [`fc:UpdateFunction ${name}`, `event:ImagePrepared ${name}`]);
    const { request } = shop.aliyun.calls.find(({ action }) => action === "fc:UpdateFunction") ?? {};
    assert.deepEqual(Object.keys(request?.body ?? {}).sort(), [
      "customContainerConfig",
      "functionName",
      "handler",
      "runtime",
    ]);
    assert.equal(await hello(), greeting("Ciao"));
    await assertSame();
  });

  it("is prepared before ready instances are asked for", async () => {
    shop.project.writeServer("api", "Salve");
    await up({ warm: { instances: 2 } });
    const seen = writes().filter((line) => /ImagePrepared|PutProvisionConfig|InstancesReady/.test(line));
    assert.deepEqual(
      [...new Set(seen)].map((line) => line.split(" ")[0]),
      ["event:ImagePrepared", "fc:PutProvisionConfig", "event:ProvisionedInstancesReady"],
    );
    assert.equal(await hello(), greeting("Salve"));
    shop.project.writeServer("api", "Ahoj");
    const watch = await shop.watch("hello/Gopher");
    const { failures } = await watch.during(2, () => up({ warm: { instances: 2 } }));
    assert.deepEqual(failures, flawless.failures);
    assert.equal(await hello(), greeting("Ahoj"));
    await up();
  });

  it("fails the deployment when it cannot be prepared, and calls get what was there before", async () => {
    shop.project.writeServer("api", "Hola");
    shop.aliyun.account.rules.preparation = "fails";
    const output = await failingUp();
    const [, told = ""] =
      /"outputs": (Function Compute has not prepared .*? try again\.)/s.exec(output) ?? [];
    assert.equal(
      told.replace(/\d+ seconds/, "some seconds"),
      'Function Compute has not prepared the image of "api" after some seconds. Function Compute says: the image could not be converted for acceleration. Correct it and deploy again. If that changes nothing of the function, save it in the console: only a change has Function Compute try again.',
    );
    assert.equal(await hello(), greeting("Ahoj"));
  });

  it("is healed by the next deployment that changes it", async () => {
    shop.project.writeServer("api", "Hej");
    await up();
    assert.deepEqual(writes(), [`fc:UpdateFunction ${name}`, `event:ImagePrepared ${name}`]);
    assert.equal(await hello(), greeting("Hej"));
    await assertSame();
  });

  it("is prepared before the version is published that an alias leads to", async () => {
    await up({ aliyun: { alias: "live" } });
    shop.project.writeServer("api", "Servus");
    await up({ aliyun: { alias: "live" } });
    assert.deepEqual(writes(), [
      `fc:UpdateFunction ${name}`,
      `event:ImagePrepared ${name}`,
      `fc:PublishFunctionVersion ${name}`,
      `fc:UpdateAlias ${name}:live`,
    ]);
    assert.equal(await hello(), greeting("Servus"));
    assert.equal(fn().version("2").imageDigest, fn().imageDigest);
    assert.match(await up({ aliyun: { alias: "live" } }), /Resources:\n {4}9 unchanged\n/);
  });

  it("publishes no version when it cannot be prepared, and the alias stays", async () => {
    shop.project.writeServer("api", "Halo");
    shop.aliyun.account.rules.preparation = "fails";
    await failingUp({ aliyun: { alias: "live" } });
    assert.deepEqual([...fn().versions.keys()], ["1", "2"]);
    assert.equal(await hello(), greeting("Servus"));
  });

  it("leaves neither its password nor the program's secrets in the state or in what is printed", async () => {
    const texts = {
      state: shop.project.state(),
      shown: await shop.pulumi("stack", "export", "--show-secrets"),
      printed: printed.join("\n"),
      log: await shop.aliyun.log(name),
    };
    const basic = Buffer.from(`${login.username}:${login.password}`).toString("base64");
    for (const [where, text] of Object.entries(texts)) {
      assert.ok(text.length > 0, where);
      for (const secret of [login.password, basic]) assert.ok(!text.includes(secret), where);
      if (where !== "shown") assert.ok(!text.includes(variable), where);
    }
    // What is read to wait has the variables too.
    assert.match(texts.shown, /shop-dev-api-prepared/);
    assert.ok(texts.shown.includes(variable));
  });

  it("takes the place of a zip, and gives it back, as another function", async () => {
    const kinds: [args: Args, runtime: string][] = [
      [{ packaging: "zip", image: undefined }, "custom.debian12"],
      [{}, "custom-container"],
    ];
    for (const [more, runtime] of kinds) {
      shop.project.writeServer("api", runtime);
      await up(more);
      assert.equal(fn().config.runtime, runtime);
      assert.equal(await hello(), greeting(runtime));
    }
  });

  it("is deployed as it is when it was built elsewhere", async () => {
    const { image = "" } = fn().config.customContainerConfig ?? {};
    const before = pushed();
    const uri: Args = {
      entry: undefined,
      image: { uri: image },
      aliyun: { initializer: true, preStop: true },
    };
    assert.match(await up(uri), /Resources:\n {4}7 unchanged\n/);
    assert.deepEqual([shop.writes, pushed()], [[], before]);
  });

  it("leaves nothing in the account, and what was pushed in the user's registry", async () => {
    const before = pushed();
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aliyun.account.contents, []);
    assert.deepEqual(pushed(), before);
  });
});
