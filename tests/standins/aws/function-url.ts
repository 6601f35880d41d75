import type { IncomingMessage, ServerResponse } from "node:http";
import { Gateway } from "../../../emulator/gateway.js";
import type { FunctionConfig } from "../../../emulator/index.js";
import type { Account } from "./account.js";
import type { LambdaFunction } from "./lambda-function.js";

export type UrlProps = {
  functionName: string;
  qualifier?: string;
  authorizationType: string;
  invokeMode: string;
  cors?: {
    allowCredentials?: boolean;
    allowHeaders?: string[];
    allowMethods?: string[];
    allowOrigins?: string[];
    exposeHeaders?: string[];
    maxAge?: number;
  };
};

/** A function URL, answered on a port of this machine. */
export class UrlListener {
  readonly urlId: string;
  /** As AWS tells it; nothing of that name can be reached. */
  readonly url: string;
  readonly #fn: LambdaFunction;
  readonly #gateway: Gateway;
  #props: UrlProps;
  #http: FunctionConfig["http"];

  static async open(
    account: Account,
    fn: LambdaFunction,
    props: UrlProps,
    urlId: string,
  ): Promise<UrlListener> {
    let listener: UrlListener | undefined;
    const gateway = await Gateway.listen(
      fn.name,
      0,
      (request, response) => void listener?.serve(request, response),
    );
    listener = new UrlListener(account, fn, props, urlId, gateway);
    return listener;
  }

  private constructor(
    account: Account,
    fn: LambdaFunction,
    props: UrlProps,
    urlId: string,
    gateway: Gateway,
  ) {
    this.urlId = urlId;
    this.url = `https://${urlId}.lambda-url.${account.region}.on.aws/`;
    this.#fn = fn;
    this.#gateway = gateway;
    this.#props = props;
    this.#http = toHttp(props);
  }

  get props(): UrlProps {
    return this.#props;
  }

  /** Where it can be called. */
  get localUrl(): string {
    return `http://127.0.0.1:${this.#gateway.port}/`;
  }

  change(props: UrlProps): void {
    this.#props = props;
    this.#http = toHttp(props);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#isAllowed(request)) {
      response.writeHead(403, { "content-type": "application/json" });
      response.end(
        '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
      );
      return;
    }
    try {
      await this.#fn.route(this.#props.qualifier).serve(this.#http, request, response);
    } catch {
      response.writeHead(502).end();
    }
  }

  close(): Promise<void> {
    return this.#gateway.close(1_000);
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
  #isAllowed({ headers }: IncomingMessage): boolean {
    if (this.#props.authorizationType === "AWS_IAM")
      return headers.authorization?.startsWith("AWS4-HMAC-SHA256 ") ?? false;
    const statements = this.#fn.policies.get(this.#props.qualifier ?? "") ?? [];
    const isPublic = (action: string, condition: object) =>
      statements.some(
        (each) =>
          each.action === action &&
          each.principal === "*" &&
          Object.entries(condition).every(([key, value]) => each[key as "sid"] === value),
      );
    return (
      isPublic("lambda:InvokeFunctionUrl", { functionUrlAuthType: "NONE" }) &&
      isPublic("lambda:InvokeFunction", { invokedViaFunctionUrl: true })
    );
  }
}

function toHttp({ invokeMode, cors }: UrlProps): FunctionConfig["http"] {
  const stream = invokeMode === "RESPONSE_STREAM";
  if (cors === undefined) return { stream };
  const {
    allowOrigins = [],
    allowMethods = [],
    allowHeaders = [],
    exposeHeaders = [],
    allowCredentials = false,
  } = cors;
  const rules = {
    allowOrigins,
    allowMethods,
    allowHeaders,
    exposeHeaders,
    allowCredentials,
    maxAgeSeconds: cors.maxAge ?? 0,
  };
  return { stream, cors: rules };
}
