import type { Call } from "./call.js";
import { readErrorDocument, toErrorPayload } from "./error-document.js";
import type { InstanceOptions } from "./instance.js";
import { functionArn, lambdaEnvironment } from "./lambda-environment.js";
import { ProcessInstance } from "./process-instance.js";
import { type RuntimeAnswer, RuntimeApi } from "./runtime-api.js";

/** An instance whose program polls the Lambda Runtime API. */
export class LambdaInstance extends ProcessInstance {
  readonly #running = new Map<string, Call>();
  readonly #functionArn: string;
  #api: RuntimeApi | undefined;

  static start(options: InstanceOptions): LambdaInstance {
    const instance = new LambdaInstance(options);
    void instance.run();
    return instance;
  }

  private constructor(options: InstanceOptions) {
    super(options);
    this.#functionArn = functionArn(options);
  }

  /** Has the program do one call. What goes wrong comes back as an answer of kind `error`. */
  invoke(call: Call, payload: string | Uint8Array, streamed: boolean): Promise<RuntimeAnswer> {
    const { requestId, traceId } = call.facts;
    return new Promise((resolve) => {
      this.begin(call, (document) => resolve({ kind: "error", document: toErrorPayload(document) }));
      if (this.#api === undefined) return this.kill();
      this.#running.set(requestId, call);
      const { deadlineMs } = call;
      const functionArn = this.#functionArn;
      this.#api.invoke({ requestId, payload, deadlineMs, functionArn, traceId, streamed }).then(resolve);
    });
  }

  protected override async prepare(): Promise<Readonly<Record<string, string>>> {
    this.#api = await RuntimeApi.listen(this.options.config.requestsPerInstance, {
      onReady: () => this.markReady(),
      onAnswered: (requestId, document) => this.#onAnswered(requestId, document),
      onSettled: (requestId) => this.#onSettled(requestId),
      onInitError: (document) => this.failInit(readErrorDocument(document)),
    });
    return lambdaEnvironment(this.options, this.#api.address);
  }

  protected override dispose(): void {
    this.#api?.close();
    this.#api = undefined;
  }

  #onAnswered(requestId: string, document: Buffer | undefined): void {
    const call = this.#running.get(requestId);
    if (document === undefined) call?.answered("ok");
    else call?.answered("error", readErrorDocument(document).errorType);
  }

  #onSettled(requestId: string): void {
    const call = this.#running.get(requestId);
    this.#running.delete(requestId);
    if (call !== undefined) this.settle(call);
  }
}
