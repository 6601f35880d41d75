import { Journal } from "../journal.js";
import type { Package } from "../provider.js";
import { Standin } from "../standin.js";
import { Account, type Limits } from "./account.js";
import { actionType, appautoscalingKinds, scale, targetType } from "./appautoscaling.js";
import { cloudwatchKinds } from "./cloudwatch.js";
import { awsDialect } from "./dialect.js";
import { ecrKinds, toToken } from "./ecr.js";
import { EcrRegistry } from "./ecr-registry.js";
import { facts } from "./facts.js";
import { iamKinds } from "./iam.js";
import { lambdaKinds } from "./lambda.js";
import { aliasKind } from "./lambda-aliases.js";
import { roleType } from "./roles.js";
import { storageKinds } from "./storage.js";

export interface StandinOptions {
  readonly region?: string;
  readonly limits?: Partial<Limits>;
  /** Has repositories that hold images, in a registry that is started for it. */
  readonly images?: boolean;
}

/**
 * One AWS account in this process, and what makes the engine use it for `@pulumi/aws`.
 *
 * The provider does what pulumi-aws 7.48.0 does: the same checks, plans and calls. The account answers as AWS does, runs
 * the deployed programs, and lives as long as this object: across runs of the CLI, and when one of them is killed.
 * @example
 * const aws = await StandinAws.start();
 * spawn("pulumi", ["up", "--yes"], { env: aws.environment(process.env) });
 * aws.journal.fail({ action: "lambda:PublishVersion", code: "AccessDeniedException" });
 * assert.deepEqual(aws.writes, ["lambda:CreateFunction api"]);
 * await aws.stop();
 */
export class StandinAws extends Standin<Account> {
  static async start({
    region = "us-east-1",
    limits = {},
    images = false,
  }: StandinOptions = {}): Promise<StandinAws> {
    const account = new Account(Standin.newFolder("aws"), region, new Journal());
    Object.assign(account.limits, limits);
    if (images) account.registry = await EcrRegistry.start();
    const standin = new StandinAws(account, toPackage(account), awsDialect);
    await standin.listen();
    return standin;
  }

  override environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return { ...super.environment(env), AWS_REGION: this.account.region };
  }

  /** A role that was there before. */
  addRole(name: string, service = "lambda.amazonaws.com"): string {
    const arn = `arn:aws:iam::${this.account.id}:role/${name}`;
    const Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }];
    this.account
      .table(roleType)
      .set(name, { name, arn, path: "/", assumeRolePolicy: JSON.stringify({ Statement }) });
    return arn;
  }

  /** Where a function URL, as a program knows it, can be called. */
  override localUrl(functionUrl: string): string {
    const found = [...this.account.urls.values()].find(({ url }) => url === functionUrl);
    if (found === undefined) throw new Error(`No function has the URL ${functionUrl}.`);
    return found.localUrl;
  }

  /** Where its images are. */
  get registry(): EcrRegistry {
    const { registry } = this.account;
    if (registry === undefined) throw new Error("The stand-in was started without images.");
    return registry;
  }

  /** What Application Auto Scaling does under load, within its bounds. */
  scale(resourceId: string, capacity: number): void {
    const { minCapacity, maxCapacity } = this.account.table(targetType).get(resourceId) ?? {};
    scale(this.account, resourceId, () =>
      Math.min(Math.max(capacity, Number(minCapacity)), Number(maxCapacity)),
    );
  }

  /** Lets the time of a scheduled action come. */
  runScheduledAction(name: string): void {
    const { resourceId, scalableTargetAction } = this.#scheduledAction(name);
    const target = this.account.table(targetType).get(resourceId);
    Object.assign(target ?? {}, scalableTargetAction);
    const { minCapacity, maxCapacity } = { ...target };
    scale(this.account, resourceId, (now) =>
      Math.min(Math.max(now, Number(minCapacity)), Number(maxCapacity)),
    );
  }

  protected override async end(): Promise<void> {
    await Promise.all([...this.account.urls.values()].map((url) => url.close()));
    await Promise.all([...this.account.functions.values()].map((fn) => fn.delete()));
    await this.account.registry?.stop();
  }

  #scheduledAction(name: string): { resourceId: string; scalableTargetAction: object } {
    const found = [...this.account.table(actionType).values()].find((action) => action["name"] === name);
    if (found === undefined) throw new Error(`There is no scheduled action ${name}.`);
    return found as { resourceId: string; scalableTargetAction: object };
  }
}

function toPackage(account: Account): Package {
  const { id, region } = account;
  const identity = { accountId: id, id, arn: `arn:aws:iam::${id}:user/tester`, userId: "AIDAEXAMPLE" };
  const partition = { partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
  const endpoint = `ec2.${region}.amazonaws.com`;
  const alias = aliasKind(account);
  return {
    name: "aws",
    version: "7.48.0",
    configure(variables) {
      const asked = variables.get("aws:config:region") ?? region;
      if (asked !== region)
        throw new Error(`The stand-in's account is in ${region}, got aws:region ${asked}.`);
    },
    facts,
    kinds: {
      ...lambdaKinds(account),
      ...iamKinds(account),
      ...cloudwatchKinds(account),
      ...appautoscalingKinds(account),
      ...ecrKinds(account),
      ...storageKinds(account),
    },
    functions: {
      "aws:index/getRegion:getRegion": () => ({
        id: region,
        name: region,
        region,
        description: "",
        endpoint,
      }),
      "aws:index/getPartition:getPartition": () => ({ id: "aws", ...partition }),
      "aws:index/getCallerIdentity:getCallerIdentity": (operation) =>
        operation.call("sts:GetCallerIdentity", "", () => identity),
      "aws:lambda/getAlias:getAlias": async (operation, { functionName, name }) => {
        const arn = account.function(String(functionName)).qualified(String(name));
        const found = await alias.read(operation, arn, {} as never);
        if (found === undefined) throw new Error(`reading Lambda Alias (${arn}): couldn't find resource`);
        return { id: arn, ...found };
      },
      "aws:ecr/getAuthorizationToken:getAuthorizationToken": (operation, args) =>
        operation.call("ecr:GetAuthorizationToken", "", () => toToken(account, args)),
    },
  };
}
