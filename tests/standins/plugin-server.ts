import { once } from "node:events";
import { createRequire } from "node:module";
import * as net from "node:net";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Checked } from "./check.js";
import type { Caller } from "./operation.js";
import { NotReady, type Planned } from "./provider.js";
import { type Props, unwrap } from "./wire.js";

type Struct = NonNullable<ReturnType<messages.CheckRequest["getOlds"]>>;
type Answer = (error: unknown, response?: object) => void;
type Handler = (call: { readonly request: never }, answer: Answer) => void;

/** What is used of `@grpc/grpc-js`, which comes with Pulumi's SDK. */
interface Grpc {
  readonly Server: new (
    options: object,
  ) => {
    addService(definition: object, handlers: Record<string, Handler>): void;
    bindAsync(address: string, credentials: object, done: (error: Error | null, port: number) => void): void;
    forceShutdown(): void;
  };
  readonly ServerCredentials: { createInsecure(): object };
  readonly Metadata: new () => { add(key: string, value: Buffer): void };
  readonly status: { readonly UNKNOWN: number };
}

/** Loads the very modules that Pulumi's own protocol files work with. */
export const fromPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc: Grpc = fromPulumi("@grpc/grpc-js");
const { Struct } = fromPulumi("google-protobuf/google/protobuf/struct_pb.js");
const { Any } = fromPulumi("google-protobuf/google/protobuf/any_pb.js");
const { Empty } = fromPulumi("google-protobuf/google/protobuf/empty_pb.js");

/** What every plugin process has in common. */
export type Environment = Omit<Caller, "folder" | "isGone" | "die">;

/** A provider, as a plugin process serves it. */
export interface Plugin {
  readonly package: {
    readonly version: string;
    /** Throws what the provider's own settings must not be. */
    configure(variables: ReadonlyMap<string, string>): void | Promise<void>;
  };
  check(urn: string, olds: Props, news: Props, seed?: Uint8Array): Checked | Promise<Checked>;
  diff(urn: string, olds: Props, wanted: Props, ignored?: readonly string[]): Planned;
  create(urn: string, inputs: Props, preview: boolean): Promise<{ id: string; outputs: Props }>;
  read(urn: string, id: string, olds: Props): Promise<{ inputs?: Props; outputs: Props } | undefined>;
  update(
    urn: string,
    id: string,
    olds: Props,
    wanted: Props,
    preview: boolean,
    ignored?: readonly string[],
  ): Promise<Props>;
  delete(urn: string, id: string, olds: Props): Promise<void>;
  outgoing(urn: string, outputs: Props): Props;
  invoke(token: string, args: Props): Promise<Props>;
}

/** Opens a provider's port for each plugin process that asks at a socket, and closes it when the process ends. */
export class PluginServer {
  readonly #environment: Environment;
  readonly #open: (caller: Caller) => Plugin;
  readonly #server = net.createServer((connection) => {
    this.#attach(connection).catch(() => connection.destroy());
  });
  readonly #plugins = new Set<net.Socket>();

  constructor(open: (caller: Caller) => Plugin, environment: Environment) {
    this.#open = open;
    this.#environment = environment;
  }

  /** Plugin processes that run now. */
  get processes(): number {
    return this.#plugins.size;
  }

  async listen(socket: string): Promise<void> {
    await once(this.#server.listen(socket), "listening");
  }

  async close(): Promise<void> {
    for (const plugin of this.#plugins) plugin.destroy();
    this.#server.close();
  }

  async #attach(connection: net.Socket): Promise<void> {
    this.#plugins.add(connection);
    connection.on("error", () => {}).on("close", () => this.#plugins.delete(connection));
    const [line]: Buffer[] = await once(connection, "data");
    const { folder }: { folder: string } = JSON.parse(String(line));
    const server = new grpc.Server({
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
    let isGone = connection.destroyed;
    connection.on("close", () => {
      isGone = true;
      server.forceShutdown();
    });
    // At once: whoever is dead answers nothing.
    const die = () => {
      isGone = true;
      server.forceShutdown();
      connection.destroy();
    };
    const caller = { ...this.#environment, folder, isGone: () => isGone, die };
    server.addService(ResourceProviderService, service(this.#open(caller)));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      // It may have ended while the port was opened.
      if (isGone) server.forceShutdown();
      else if (error) connection.destroy(error);
      else connection.write(`${port}\n`);
    });
  }
}

/** https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto */
function service(provider: Plugin): Record<string, Handler> {
  const { version } = provider.package;
  return {
    getPluginInfo: handle(() => new PluginInfo().setVersion(version)),
    getSchema: handle(() => new messages.GetSchemaResponse().setSchema("{}")),
    attach: handle(() => new Empty()),
    cancel: handle(() => new Empty()),
    configure: handle(async (request: messages.ConfigureRequest) => {
      await provider.package.configure(new Map(request.getVariablesMap().getEntryList()));
      // Secrets, outputs and resources arrive as plain values, and the engine keeps the program's secrets secret.
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
    check: handle(async (request: messages.CheckRequest) => {
      const seed = request.getRandomseed_asU8();
      const { inputs, failures } = await provider.check(
        request.getUrn(),
        plain(request.getOlds()),
        plain(request.getNews()),
        seed,
      );
      const response = new messages.CheckResponse().setInputs(struct(inputs));
      for (const { property, reason } of failures)
        response.addFailures(new messages.CheckFailure().setProperty(property).setReason(reason));
      return response;
    }),
    diff: handle((request: messages.DiffRequest) => {
      const planned = provider.diff(
        request.getUrn(),
        plain(request.getOlds()),
        plain(request.getNews()),
        request.getIgnorechangesList(),
      );
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      const differs = planned.changes.length > 0 || planned.replaces.length > 0;
      const response = new messages.DiffResponse()
        .setChanges(differs ? DIFF_SOME : DIFF_NONE)
        .setHasdetaileddiff(true);
      for (const { path, kind, replaces } of planned.changes) {
        const isReplacing = replaces || planned.replaces.includes(path);
        const kindOf = kinds[kind][isReplacing ? 1 : 0] ?? 0;
        response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(kindOf));
      }
      response.setDiffsList(planned.changes.map(({ path }) => path));
      return response
        .setReplacesList([...planned.replaces])
        .setDeletebeforereplace(planned.deleteBeforeReplace);
    }),
    create: handle(async (request: messages.CreateRequest) => {
      const { id, outputs } = await provider.create(
        request.getUrn(),
        plain(request.getProperties()),
        request.getPreview(),
      );
      return new messages.CreateResponse()
        .setId(id)
        .setProperties(struct(provider.outgoing(request.getUrn(), outputs)));
    }),
    read: handle(async (request: messages.ReadRequest) => {
      const found = await provider.read(request.getUrn(), request.getId(), plain(request.getProperties()));
      if (found === undefined) return new messages.ReadResponse();
      const response = new messages.ReadResponse()
        .setId(request.getId())
        .setProperties(struct(provider.outgoing(request.getUrn(), found.outputs)));
      return response.setInputs(found.inputs === undefined ? request.getInputs() : struct(found.inputs));
    }),
    update: handle(async (request: messages.UpdateRequest) => {
      const [olds, news] = [plain(request.getOlds()), plain(request.getNews())];
      const outputs = await provider.update(
        request.getUrn(),
        request.getId(),
        olds,
        news,
        request.getPreview(),
        request.getIgnorechangesList(),
      );
      return new messages.UpdateResponse().setProperties(
        struct(provider.outgoing(request.getUrn(), outputs)),
      );
    }),
    delete: handle(async (request: messages.DeleteRequest) => {
      await provider.delete(request.getUrn(), request.getId(), plain(request.getProperties()));
      return new Empty();
    }),
    invoke: handle(async (request: messages.InvokeRequest) => {
      const result = await provider.invoke(request.getTok(), plain(request.getArgs()));
      return new messages.InvokeResponse().setReturn(struct(result));
    }),
  };
}

const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
const kinds = { add: [ADD, ADD_REPLACE], update: [UPDATE, UPDATE_REPLACE], delete: [DELETE, DELETE_REPLACE] };

const struct = (props: Props): Struct => Struct.fromJavaScript(JSON.parse(JSON.stringify(props)));
const plain = (value: Struct | undefined) => unwrap(value?.toJavaScript() ?? {}) as Props;

function handle<Request>(work: (request: Request) => object | Promise<object>): Handler {
  return ({ request }: { request: Request }, answer) => {
    Promise.resolve()
      .then(() => work(request))
      .then(
        (response) => answer(null, response),
        (error: unknown) => answer(toStatus(error)),
      );
  };
}

/** A resource that exists and is not ready travels as a detail of the error. */
function toStatus(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error);
  const status = { code: grpc.status.UNKNOWN, details: message };
  if (!(error instanceof NotReady)) return status;
  const failed = new messages.ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(struct(error.properties));
  failed.setReasonsList([message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const metadata = new grpc.Metadata();
  const full = new Status();
  full.setCode(status.code);
  full.setMessage(message);
  full.addDetails(detail);
  metadata.add("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  return { ...status, metadata };
}
