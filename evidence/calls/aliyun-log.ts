import { EvidenceError } from "../evidence-error.js";
import type { AliyunCredentials } from "./aliyun-credentials.js";
import { explainLog } from "./aliyun-errors.js";
import type { AliyunEndpoints } from "./aliyun-platform.js";
import { awaitFigures } from "./late-figures.js";
import { loadSdk } from "./load-sdk.js";
import type { Call, CallTarget, Figures } from "./measured-calls.js";
import type { Pause } from "./platform.js";
import { readRequestMetrics } from "./request-metrics.js";

type Sdk = typeof import("@alicloud/sls20201230");
type Client = InstanceType<Sdk["default"]>;

/** Clocks differ: what was logged so long before the first call is looked at too. */
const clockMarginSeconds = 60;
/** https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-getlogs */
const linesPerPage = 100;

/** What Function Compute writes of each request to the function's log store. */
export class AliyunLog {
  readonly #sdk: Sdk;
  readonly #client: Client;
  readonly #target: CallTarget;
  readonly #place: { readonly project: string; readonly logstore: string };
  readonly #pause: Pause;
  readonly #notes: string[] = [];
  #sinceSeconds = nowSeconds() - clockMarginSeconds;

  constructor(
    target: CallTarget,
    credentials: AliyunCredentials,
    pause: Pause,
    { protocol, logs }: AliyunEndpoints,
  ) {
    this.#sdk = loadSdk("aliyun", () => require("@alicloud/sls20201230") as Sdk);
    const { log, name } = target;
    if (log === null || !("logstore" in log))
      throw new EvidenceError(`The state of "${name}" names no log store. Deploy it again with "pulumi up".`);
    type Config = ConstructorParameters<Sdk["default"]>[0];
    const config = { ...credentials, regionId: target.region ?? "", endpoint: logs, protocol };
    this.#client = new this.#sdk.default(config as Config);
    this.#target = target;
    this.#place = log;
    this.#pause = pause;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Finds out whether the log can be read, before any call is made for nothing. */
  async check(): Promise<void> {
    await this.#look();
  }

  async withFigures(calls: readonly Call[]): Promise<readonly Call[]> {
    const found = await awaitFigures(calls, () => this.#look(), this.#pause);
    this.#sinceSeconds = nowSeconds() - clockMarginSeconds;
    return calls.map((call) => {
      const figures = found.get(call.requestId);
      return figures === undefined ? call : { ...call, figures };
    });
  }

  async #look(): Promise<ReadonlyMap<string, Figures>> {
    const found = new Map<string, Figures>();
    for (let offset = 0; ; offset += linesPerPage) {
      const lines = await this.#page(offset);
      for (const line of lines) {
        const metrics = readRequestMetrics(line);
        if (metrics !== undefined) found.set(metrics.requestId, metrics.figures);
      }
      if (lines.length < linesPerPage) return found;
    }
  }

  async #page(offset: number): Promise<readonly unknown[]> {
    const { project, logstore } = this.#place;
    const request = new this.#sdk.GetLogsRequest({
      from: this.#sinceSeconds,
      to: nowSeconds() + clockMarginSeconds,
      // The topic of what Function Compute writes of each request, apart from what the function itself writes.
      topic: `FCRequestMetrics:/${this.#target.functionName}`,
      query: "*",
      line: linesPerPage,
      offset,
    });
    try {
      const { body } = await this.#client.getLogs(project, logstore, request);
      return body ?? [];
    } catch (error) {
      throw explainLog(error, `${project}/${logstore}`, this.#target);
    }
  }
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
