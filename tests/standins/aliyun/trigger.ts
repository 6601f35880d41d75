import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isPreflight } from "../../../emulator/cors.js";
import type { CorsConfig, FunctionConfig } from "../../../emulator/function-config.js";
import { Gateway } from "../../../emulator/gateway.js";
import { isObject, type Props } from "../wire.js";
import { invalid } from "./fc-checks.js";
import type { FcFunction } from "./fc-function.js";

const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];

type HttpConfig = {
  authType: string;
  methods: string[];
  disableURLInternet: boolean;
  corsConfig?: Partial<CorsConfig> & { maxAge?: number };
};

/** A trigger; one for HTTP is answered on a port of this machine. */
export class Trigger {
  readonly triggerId = randomUUID();
  readonly createdTime = new Date().toISOString();
  readonly fn: FcFunction;
  readonly triggerName: string;
  readonly triggerType: string;
  readonly qualifier: string;
  lastModifiedTime = this.createdTime;
  description: string;
  invocationRole: string;
  triggerConfig: string;
  readonly #host: string;
  #gateway: Gateway | undefined;
  #http: { readonly config: HttpConfig; readonly served: FunctionConfig["http"] } | undefined;

  /** `CreateTrigger` */
  static async open(fn: FcFunction, request: Props): Promise<Trigger> {
    const trigger = new Trigger(fn, request);
    trigger.#configure();
    if (trigger.#http !== undefined)
      trigger.#gateway = await Gateway.listen(fn.name, 0, (request, response) => {
        void trigger.#serve(request, response);
      });
    return trigger;
  }

  private constructor(fn: FcFunction, request: Props) {
    this.fn = fn;
    this.triggerName = String(request["triggerName"]);
    this.triggerType = String(request["triggerType"]);
    this.qualifier = String(request["qualifier"]);
    this.description = String(request["description"] ?? "");
    this.invocationRole = String(request["invocationRole"] ?? "");
    this.triggerConfig = String(request["triggerConfig"]);
    const readable = fn.name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .slice(0, 40);
    this.#host = `${readable}-${randomBytes(5).toString("hex")}.${fn.account.region}`;
  }

  /** What a program knows it by; nothing of that name can be reached. */
  get urls(): { readonly urlInternet: string; readonly urlIntranet: string } | undefined {
    if (this.#http === undefined) return undefined;
    return {
      urlInternet: `https://${this.#host}.fcapp.run`,
      urlIntranet: `https://${this.#host}-vpc.fcapp.run`,
    };
  }

  /** Where it can be called. */
  get localUrl(): string {
    return `http://127.0.0.1:${this.#gateway?.port}/`;
  }

  /** `UpdateTrigger` */
  change(request: Partial<Pick<Trigger, "description" | "invocationRole" | "triggerConfig">>): void {
    const { description, invocationRole, triggerConfig } = this;
    Object.assign(this, request);
    try {
      this.#configure();
    } catch (error) {
      Object.assign(this, { description, invocationRole, triggerConfig });
      throw error;
    }
    this.lastModifiedTime = new Date().toISOString();
  }

  async close(): Promise<void> {
    await this.#gateway?.close(1_000);
  }

  #configure(): void {
    if (this.triggerType !== "http") return;
    const config = toHttpConfig(this.triggerConfig);
    const { corsConfig } = config;
    this.#http = {
      config,
      served: { stream: true, ...(corsConfig && { cors: toCors(corsConfig) }) },
    };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.#refusal(request);
    if (refusal !== undefined || this.#http === undefined) {
      const [status, Code, Message] = refusal ?? [502, "", ""];
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ RequestId: randomUUID(), Code, Message }));
      return;
    }
    try {
      await this.fn.route(this.qualifier).serve(this.#http.served, request, response);
    } catch {
      response.writeHead(502).end();
    }
  }

  /** https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/configure-an-http-trigger-that-invokes-a-function-with-http-requests */
  #refusal(request: IncomingMessage): [status: number, code: string, message: string] | undefined {
    const { authType = "function", methods = [], disableURLInternet, corsConfig } = this.#http?.config ?? {};
    if (disableURLInternet) return [403, "AccessDenied", "access to the public URL is disabled"];
    if (corsConfig !== undefined && isPreflight(request)) return undefined;
    if (authType !== "anonymous" && request.headers.authorization === undefined)
      return [403, "AccessDenied", "the request is not signed"];
    if (!methods.includes(request.method ?? ""))
      return [405, "MethodNotAllowed", `method ${request.method} is not allowed`];
    return undefined;
  }
}

function toHttpConfig(text: string): HttpConfig {
  const given = parsed(text);
  const config = { authType: "function", methods, disableURLInternet: false, ...given } as HttpConfig;
  if (!["anonymous", "function", "jwt"].includes(config.authType))
    throw invalid(`authType '${config.authType}' must be anonymous, function or jwt`);
  const wrong = config.methods.filter((method) => !methods.includes(method));
  if (wrong.length > 0) throw invalid(`methods ${wrong.join(", ")} are not supported`);
  return config;
}

function parsed(text: string): Props {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {}
  throw invalid("triggerConfig must be a JSON object");
}

function toCors(cors: NonNullable<HttpConfig["corsConfig"]>): CorsConfig {
  return {
    allowOrigins: cors.allowOrigins ?? [],
    allowMethods: cors.allowMethods ?? [],
    allowHeaders: cors.allowHeaders ?? [],
    exposeHeaders: cors.exposeHeaders ?? [],
    allowCredentials: cors.allowCredentials ?? false,
    maxAgeSeconds: cors.maxAge ?? 0,
  };
}
