import assert from "node:assert/strict";
import * as fs from "node:fs";
import { fixtureZip } from "../emulator/fixtures.js";
import { eventually } from "../emulator/harness.js";
import type { Rules } from "./aliyun/account.js";
import { StandinAliyun } from "./aliyun/standin-aliyun.js";
import { ProviderCustomer, type Resource, refusal } from "./customer.js";
import type { Provider } from "./provider.js";
import type { Props } from "./wire.js";

const types = {
  V3Function: "alicloud:fc/v3Function:V3Function",
  V3FunctionVersion: "alicloud:fc/v3FunctionVersion:V3FunctionVersion",
  V3Alias: "alicloud:fc/v3Alias:V3Alias",
  V3ProvisionConfig: "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig",
  V3ConcurrencyConfig: "alicloud:fc/v3ConcurrencyConfig:V3ConcurrencyConfig",
  V3Trigger: "alicloud:fc/v3Trigger:V3Trigger",
  V3AsyncInvokeConfig: "alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig",
} as const;

/** An account for each test of a suite, and what an engine would ask of its provider. */
export class Customer extends ProviderCustomer<keyof typeof types> {
  /** Of the function `api`. */
  base: Props = {};
  #aliyun: StandinAliyun | undefined;

  constructor() {
    super(types);
    before(() => fixtureZip("fc"));
    beforeEach(async () => {
      this.#aliyun = await StandinAliyun.start();
      this.base = {
        functionName: "api",
        runtime: "custom.debian12",
        handler: "bootstrap",
        memorySize: 512,
        cpu: 0.3,
        diskSize: 512,
        timeout: 10,
        customRuntimeConfig: { commands: ["/code/bootstrap"], port: 9000 },
        code: await this.code(),
      };
    });
    afterEach(() => this.aliyun.stop());
  }

  get aliyun(): StandinAliyun {
    assert.ok(this.#aliyun);
    return this.#aliyun;
  }

  get api() {
    return this.aliyun.account.function("api");
  }

  set rules(rules: Partial<Rules>) {
    Object.assign(this.aliyun.account.rules, rules);
  }

  protected provider(): Provider {
    return this.aliyun.provider();
  }

  async code(edition = "1"): Promise<{ zipFile: string }> {
    return { zipFile: fs.readFileSync((await fixtureZip("fc", edition)).zip, "base64") };
  }

  function(changes: Props = {}): Promise<Resource> {
    return this.create("V3Function", { ...this.base, ...changes });
  }

  version(description = "first"): Promise<Resource> {
    return this.create("V3FunctionVersion", { functionName: "api", description });
  }

  alias(versionId = "1", changes: Props = {}): Promise<Resource> {
    return this.create("V3Alias", { functionName: "api", aliasName: "live", versionId, ...changes });
  }

  warm(qualifier = "LATEST", changes: Props = { target: 1 }): Promise<Resource> {
    return this.create("V3ProvisionConfig", { functionName: "api", qualifier, ...changes });
  }

  trigger(changes: Props = {}, config: Props = {}): Promise<Resource> {
    const triggerConfig = JSON.stringify({ authType: "anonymous", disableURLInternet: false, ...config });
    return this.create("V3Trigger", {
      functionName: "api",
      triggerName: "http",
      triggerType: "http",
      qualifier: "LATEST",
      triggerConfig,
      ...changes,
    });
  }

  /** Where a trigger can be called. */
  localUrl({ outputs }: Resource): string {
    const { urlInternet } = outputs["httpTrigger"] as { urlInternet: string };
    return this.aliyun.localUrl(urlInternet);
  }

  /** Waits until the account did something by itself. */
  event(text: string): Promise<void> {
    return eventually(() => this.aliyun.writes.includes(text), text);
  }

  /** Which calls were cold, once so many have ended. */
  async coldness(calls: number): Promise<boolean[]> {
    await eventually(() => this.aliyun.invocations("api").length >= calls, `${calls} calls end`);
    return this.aliyun.invocations("api").map(({ cold }) => cold);
  }

  /** What was sent since the last time, as `PUT /api {...}`, below the functions of the API. */
  requests(): string[] {
    const sent = this.aliyun.calls.flatMap(({ request }) => {
      if (request === undefined) return [];
      const { method, path, body } = request;
      const shown = body === undefined ? "" : ` ${JSON.stringify(sorted(body))}`;
      return [`${method} ${path.replace("/2023-03-30/functions", "")}${shown}`];
    });
    this.aliyun.journal.clear();
    return sent;
  }
}

/** Aliyun's own words, without those around them. */
export async function words(work: Promise<unknown>): Promise<string> {
  const text = await refusal(work);
  const [, code, message] = /Code: (\S+)\n {3}Message: code: \d+, (.*) request id: /.exec(text) ?? [];
  return code === undefined ? text : `${code}: ${message}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Props)[name])]));
}
