import assert from "node:assert/strict";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { aliyunDialect } from "./aliyun/dialect.js";
import { toUrn } from "./customer.js";
import type { Properties } from "./facts.js";
import { Journal } from "./journal.js";
import type { Kind } from "./kind.js";
import { fromPulumi, PluginServer } from "./plugin-server.js";
import { type Package, Provider } from "./provider.js";
import { withSecrets } from "./secrets.js";
import { type Props, toSecret, unknown } from "./wire.js";

const grpc = fromPulumi("@grpc/grpc-js");
const { Struct } = fromPulumi("google-protobuf/google/protobuf/struct_pb.js");

const properties: Properties = {
  name: { type: "string" },
  code: { type: "object", nested: { file: { type: "string" }, checksum: { type: "string", secret: true } } },
};

describe("withSecrets", () => {
  const cases: [title: string, outputs: Props, marked: Props][] = [
    ["nothing where nothing is", { name: "a" }, { name: "a" }],
    [
      "what is secret, and nothing beside it",
      { name: "a", code: { file: "f", checksum: "1" } },
      { name: "a", code: { file: "f", checksum: toSecret("1") } },
    ],
    ["nothing that is not known yet", { code: { checksum: unknown } }, { code: { checksum: unknown } }],
  ];
  for (const [title, outputs, marked] of cases)
    it(`marks ${title}`, () => assert.deepEqual(withSecrets(properties, outputs), marked));
});

describe("the outputs of a provider", () => {
  const type = "test:index:Thing";
  const urn = toUrn(type);
  const outputs = { name: "a", code: { file: "f", checksum: "1" } };
  const marked = { name: "a", code: { file: "f", checksum: toSecret("1") } };
  let isReady = true;
  const checkReady = () => {
    if (!isReady) throw new Error("It is not ready.");
  };
  const kind: Kind = {
    async create(operation) {
      operation.id = "a";
      checkReady();
    },
    read: async () => outputs,
    update: async () => checkReady(),
    async delete() {},
  };
  const pack: Package = {
    name: "test",
    version: "1.0.0",
    configure() {},
    facts: { [type]: { properties } },
    kinds: { [type]: kind },
    functions: {},
  };
  const environment = {
    journal: new Journal(),
    dialect: aliyunDialect,
    patience: { attempts: 1, waitMs: 0 },
  };
  beforeEach(() => {
    isReady = true;
  });

  it("leave its process with what is secret marked", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-"));
    const server = new PluginServer((caller) => new Provider(pack, caller), environment);
    await server.listen(path.join(folder, "plugins.sock"));
    const plugin = net.connect(path.join(folder, "plugins.sock"));
    after(async () => {
      plugin.destroy();
      await server.close();
      fs.rmSync(folder, { recursive: true });
    });
    plugin.write(`${JSON.stringify({ folder })}\n`);
    const [port]: Buffer[] = await once(plugin, "data");
    const client = new ResourceProviderClient(
      `127.0.0.1:${String(port).trim()}`,
      grpc.credentials.createInsecure(),
    );
    const asked = Struct.fromJavaScript(outputs);
    const create = new messages.CreateRequest().setUrn(urn).setProperties(asked);
    const read = new messages.ReadRequest().setUrn(urn).setId("a").setProperties(asked);
    const update = new messages.UpdateRequest().setUrn(urn).setId("a").setOlds(asked).setNews(asked);
    const answers = [
      await answer<messages.CreateResponse>((done) => client.create(create, done)),
      await answer<messages.ReadResponse>((done) => client.read(read, done)),
      await answer<messages.UpdateResponse>((done) => client.update(update, done)),
    ];
    client.close();
    assert.deepEqual(
      answers.map((each) => each.getProperties()?.toJavaScript()),
      [marked, marked, marked],
    );
  });

  it("are marked too where something is not ready", async () => {
    const provider = new Provider(pack, { ...environment, folder: "/", isGone: () => false, die() {} });
    isReady = false;
    for (const failing of [
      provider.create(urn, outputs, false),
      provider.update(urn, "a", outputs, outputs, false),
    ])
      await assert.rejects(failing, { id: "a", properties: marked });
  });
});

/** What a call answers. */
function answer<T>(call: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}
