import assert from "node:assert/strict";
import { fixtureZip } from "../emulator/fixtures.js";
import { eventually } from "../emulator/harness.js";
import { StandinAws, type StandinOptions } from "./aws/standin-aws.js";
import { ProviderCustomer, type Resource, refusal, toUrn } from "./customer.js";
import type { Provider } from "./provider.js";
import type { Props } from "./wire.js";

export { refusal } from "./customer.js";

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
  RepositoryPolicy: "aws:ecr/repositoryPolicy:RepositoryPolicy",
  LifecyclePolicy: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  Bucket: "aws:s3/bucket:Bucket",
  BucketObjectv2: "aws:s3/bucketObjectv2:BucketObjectv2",
  Queue: "aws:sqs/queue:Queue",
} as const;
export type TypeName = keyof typeof types;

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

export const urn = (type: TypeName) => toUrn(types[type]);

/** An account for each test of a suite, and what an engine would ask of its provider. */
export class Customer extends ProviderCustomer<TypeName> {
  /** Of the function `api`. */
  base: Props = {};
  #aws: StandinAws | undefined;

  constructor(options: StandinOptions = {}) {
    super(types);
    before(() => fixtureZip("lambda"));
    beforeEach(async () => {
      this.#aws = await StandinAws.start(options);
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

  protected provider(): Provider {
    return this.aws.provider();
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

/** AWS's own words, without those around them. */
export async function words(work: Promise<unknown>): Promise<string> {
  return (await refusal(work)).replace(/^.*RequestID: <id>, (api error )?/, "");
}
