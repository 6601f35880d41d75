import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { explainLog } from "./aws-errors.js";
import { awaitFigures } from "./late-figures.js";
import { loadSdk } from "./load-sdk.js";
import type { Call, CallTarget, Figures } from "./measured-calls.js";
import type { Pause } from "./platform.js";
import { readReport } from "./report-record.js";

type Sdk = typeof import("@aws-sdk/client-cloudwatch-logs");

/** Clocks differ: what was logged so long before the first call is looked at too. */
const clockMarginMs = 60_000;
/** The line of the text format, and the record of the JSON format. */
const filterPattern = '?"REPORT RequestId:" ?"platform.report"';

/** The REPORT lines of a function in CloudWatch Logs; where they cannot be had, those that came with the answers. */
export class AwsLog {
  readonly #sdk: Sdk;
  readonly #client: CloudWatchLogsClient;
  readonly #target: CallTarget;
  readonly #group: string;
  readonly #pause: Pause;
  #sinceMs = Date.now() - clockMarginMs;
  /** Why the log is not read any more. */
  #givenUp: string | undefined;

  constructor(target: CallTarget, pause: Pause) {
    this.#sdk = loadSdk("aws", () => require("@aws-sdk/client-cloudwatch-logs") as Sdk);
    this.#client = new this.#sdk.CloudWatchLogsClient(
      target.region === null ? {} : { region: target.region },
    );
    this.#target = target;
    this.#group =
      target.log !== null && "group" in target.log ? target.log.group : `/aws/lambda/${target.functionName}`;
    this.#pause = pause;
  }

  get notes(): readonly string[] {
    return this.#givenUp === undefined ? [] : [this.#givenUp];
  }

  async withFigures(calls: readonly Call[]): Promise<readonly Call[]> {
    const reports = this.#givenUp === undefined ? await this.#await(calls) : new Map<string, Figures>();
    this.#sinceMs = Date.now() - clockMarginMs;
    return calls.map((call) => {
      const figures = reports.get(call.requestId) ?? call.figures;
      return figures === undefined ? call : { ...call, figures };
    });
  }

  close(): void {
    this.#client.destroy();
  }

  async #await(calls: readonly Call[]): Promise<ReadonlyMap<string, Figures>> {
    try {
      const reports = await awaitFigures(calls, () => this.#look(), this.#pause);
      const missing = calls.some(
        ({ requestId, outcome }) => outcome !== "throttled" && !reports.has(requestId),
      );
      if (missing)
        this.#givenUp = `Not every REPORT came to the log group ${this.#group} in time: the figures are also from the end of the log that comes with an answer.`;
      return reports;
    } catch (error) {
      this.#givenUp = explainLog(error, this.#group, this.#target);
      return new Map();
    }
  }

  async #look(): Promise<ReadonlyMap<string, Figures>> {
    const reports = new Map<string, Figures>();
    const pages = this.#sdk.paginateFilterLogEvents(
      { client: this.#client },
      { logGroupName: this.#group, startTime: this.#sinceMs, filterPattern },
    );
    for await (const { events = [] } of pages) {
      for (const { message = "" } of events) {
        const report = readReport(message.trimEnd());
        if (report !== undefined) reports.set(report.requestId, report.figures);
      }
    }
    return reports;
  }
}
