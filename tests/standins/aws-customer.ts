import assert from "node:assert/strict";
import { fixtureZip } from "../emulator/fixtures.js";
import { eventually } from "../emulator/harness.js";
import { StandinAws } from "./aws/standin-aws.js";
import type { Props } from "./wire.js";

export const types = {
  Role: "aws:iam/role:Role",
  RolePolicy: "aws:iam/rolePolicy:RolePolicy",
  RolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  Function: "aws:lambda/function:Function",
  Alias: "aws:lambda/alias:Alias",
  ProvisionedConcurrencyConfig: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  FunctionUrl: "aws:lambda/functionUrl:FunctionUrl",
  Permission: "aws:lambda/permission:Permission",
  FunctionEventInvokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  Invocation: "aws:lambda/invocation:Invocation",
  LogGroup: "aws:cloudwatch/logGroup:LogGroup",
  MetricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  Target: "aws:appautoscaling/target:Target",
  Policy: "aws:appautoscaling/policy:Policy",
  ScheduledAction: "aws:appautoscaling/scheduledAction:ScheduledAction",
  Repository: "aws:ecr/repository:Repository",
  Bucket: "aws:s3/bucket:Bucket",
  BucketObjectv2: "aws:s3/bucketObjectv2:BucketObjectv2",
  Queue: "aws:sqs/queue:Queue",
} as const;
export type TypeName = keyof typeof types;

/** A resource as the engine keeps it. */
export interface Resource {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

export const host = process.arch === "arm64" ? "arm64" : "x86_64";

/** What is an archive to the engine: a file, and here its name for its hash. */
export const archive = (file: string) => ({
  "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
  hash: file,
  path: file,
});

/** A policy by which a service may assume a role. */
export const trust = (service: string) => {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
  return JSON.stringify({ Statement: [statement] });
};

export const urn = (type: TypeName) => `urn:pulumi:dev::shop::${types[type]}::api`;

/** An account for each test of a suite, and what an engine would ask of its provider. */
export class Customer {
  /** Of the function `api`. */
  base: Props = {};
  #aws: StandinAws | undefined;

  constructor() {
    before(() => fixtureZip("lambda"));
    beforeEach(async () => {
      this.#aws = await StandinAws.start();
      const { zip } = await fixtureZip("lambda");
      const code = { code: archive(zip), runtime: "provided.al2023", handler: "bootstrap" };
      this.base = {
        name: "api",
        role: this.aws.addRole("api"),
        publish: true,
        architectures: [host],
        ...code,
      };
    });
    afterEach(() => this.aws.stop());
  }

  get aws(): StandinAws {
    assert.ok(this.#aws);
    return this.#aws;
  }

  get api() {
    return this.aws.account.function("api");
  }

  async create(type: TypeName, props: Props): Promise<Resource> {
    const { inputs, failures } = this.aws.provider().check(urn(type), {}, props);
    assert.deepEqual(failures, []);
    return { inputs, ...(await this.aws.provider().create(urn(type), inputs, false)) };
  }

  async update(type: TypeName, { id, outputs, inputs: olds }: Resource, changes: Props): Promise<Resource> {
    const { __defaults: names, ...all } = olds;
    const given = Object.entries(all).filter(([name]) => !(names as string[]).includes(name));
    const { inputs } = this.aws
      .provider()
      .check(urn(type), olds, { ...Object.fromEntries(given), ...changes });
    return { id, inputs, outputs: await this.aws.provider().update(urn(type), id, outputs, inputs, false) };
  }

  remove(type: TypeName, { id, outputs }: Pick<Resource, "id" | "outputs">): Promise<void> {
    return this.aws.provider().delete(urn(type), id, outputs);
  }

  warm(qualifier: string, count = 1): Promise<Resource> {
    const props = { functionName: "api", qualifier, provisionedConcurrentExecutions: count };
    return this.create("ProvisionedConcurrencyConfig", props);
  }

  alias(name = "live", functionVersion = "1", weights?: object): Promise<Resource> {
    const routing = weights && { routingConfig: { additionalVersionWeights: weights } };
    return this.create("Alias", { name, functionName: "api", functionVersion, ...routing });
  }

  /** Publishes a version that does not start. */
  publishBroken(): string {
    this.api.configure({ ...this.api.config, environment: { variables: { INIT: "crash" } } });
    return this.api.publish().number;
  }

  /** Which calls were cold, once so many have ended. */
  async coldness(calls: number): Promise<boolean[]> {
    await eventually(() => this.aws.invocations("api").length >= calls, `${calls} calls end`);
    return this.aws.invocations("api").map(({ cold }) => cold);
  }
}

/** Why something was refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message.replace(/RequestID: [0-9a-f-]{36}/, "RequestID: <id>");
  }
  throw new assert.AssertionError({ message: "It was not refused." });
}

/** AWS's own words, without those around them. */
export async function words(work: Promise<unknown>): Promise<string> {
  return (await refusal(work)).replace(/^.*RequestID: <id>, (api error )?/, "");
}
