import * as fs from "node:fs";
import { Journal } from "../journal.js";
import type { Package } from "../provider.js";
import type { RegistryLogin } from "../pull-image.js";
import { Standin } from "../standin.js";
import { Account, type Limits, type Rules } from "./account.js";
import { crc64 } from "./crc64.js";
import { aliyunDialect } from "./dialect.js";
import { facts } from "./facts.js";
import { fcKinds } from "./fc.js";
import { ramKinds } from "./ram.js";
import { slsKinds } from "./sls.js";
import { storageKinds } from "./storage.js";

export interface StandinOptions {
  readonly region?: string;
  readonly limits?: Partial<Limits>;
  readonly rules?: Partial<Rules>;
}

/**
 * One Aliyun account in this process, and what makes the engine use it for `@pulumi/alicloud`.
 *
 * The provider does what pulumi-alicloud 3.108.0 does, with its faults: the same checks, plans and requests. The account
 * answers as Aliyun does, and where nobody could say what that is, as the rules say; it runs the deployed programs, and
 * lives as long as this object: across runs of the CLI, and when one of them is killed.
 * @example
 * const aliyun = await StandinAliyun.start({ rules: { latestHandover: "smooth" } });
 * spawn("pulumi", ["up", "--yes"], { env: aliyun.environment(process.env) });
 * aliyun.journal.fail({ action: "fc:CreateAlias" });
 * assert.deepEqual(aliyun.writes, ["fc:CreateFunction api"]);
 * await aliyun.stop();
 */
export class StandinAliyun extends Standin<Account> {
  static async start(options: StandinOptions = {}): Promise<StandinAliyun> {
    const { region = "cn-hangzhou", limits = {}, rules = {} } = options;
    const account = new Account(Standin.newFolder("aliyun"), region, new Journal(), rules);
    Object.assign(account.limits, limits);
    const standin = new StandinAliyun(account, toPackage(account), aliyunDialect);
    await standin.listen();
    return standin;
  }

  override environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return { ...super.environment(env), ALICLOUD_REGION: this.account.region };
  }

  /** A role that was there before. */
  addRole(roleName: string, service = "fc.aliyuncs.com"): string {
    const arn = `acs:ram::${this.account.id}:role/${roleName}`;
    const Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: [service] } }];
    const assumeRolePolicyDocument = JSON.stringify({ Statement, Version: "1" });
    const role = { roleName, name: roleName, arn, assumeRolePolicyDocument };
    this.account.table("alicloud:ram/role:Role").set(roleName, role);
    return arn;
  }

  /** A log project with a store that were there before. */
  addLogs(projectName: string, logstoreName: string): void {
    this.account.table("alicloud:log/project:Project").set(projectName, { projectName });
    const store = { projectName, logstoreName };
    this.account.table("alicloud:log/store:Store").set(`${projectName}:${logstoreName}`, store);
  }

  /** A bucket that was there before. */
  addBucket(bucket: string): void {
    this.account.table("alicloud:oss/bucket:Bucket").set(bucket, { bucket });
  }

  /** A registry of the account that was there before, on this machine. */
  addRegistry(host: string, login: RegistryLogin): void {
    this.account.registries.set(host, login);
  }

  /** Where a trigger's URL, as a program knows it, can be called. */
  override localUrl(url: string): string {
    const triggers = [...this.account.functions.values()].flatMap((fn) => [...fn.triggers.values()]);
    const found = triggers.find(({ urls }) => urls?.urlInternet === url.replace(/\/$/, ""));
    if (found === undefined) throw new Error(`No trigger has the URL ${url}.`);
    return found.localUrl;
  }

  /** What target tracking does under load, within the bounds of its policies. */
  scale(functionName: string, qualifier: string, instances: number): void {
    const { traffic } = this.account.function(functionName);
    const provision = traffic.provision(qualifier);
    const policies = provision?.settings.targetTrackingPolicies ?? [];
    if (provision === undefined || policies.length === 0)
      throw new Error(`No target tracking policy is on ${functionName}:${qualifier}.`);
    const least = Math.max(...policies.map(({ minCapacity }) => minCapacity));
    const most = Math.max(...policies.map(({ maxCapacity }) => maxCapacity));
    provision.override = Math.min(Math.max(instances, least), most);
    traffic.provide(qualifier, provision);
  }

  /** Lets the time of a scheduled action come. */
  runScheduledAction(functionName: string, actionName: string): void {
    const { traffic } = this.account.function(functionName);
    for (const qualifier of traffic.qualifiers) {
      const provision = traffic.provision(qualifier);
      const action = provision?.settings.scheduledActions.find(({ name }) => name === actionName);
      if (provision === undefined || action === undefined) continue;
      provision.override = action.target;
      traffic.provide(qualifier, provision);
      return;
    }
    throw new Error(`${functionName} has no scheduled action ${actionName}.`);
  }

  protected override async end(): Promise<void> {
    await Promise.all([...this.account.functions.values()].map((fn) => fn.close()));
  }
}

function toPackage(account: Account): Package {
  const { id, region } = account;
  return {
    name: "alicloud",
    version: "3.108.0",
    configure(variables) {
      const asked = variables.get("alicloud:config:region") ?? region;
      if (asked !== region)
        throw new Error(`The stand-in's account is in ${region}, got alicloud:region ${asked}.`);
    },
    facts,
    kinds: { ...fcKinds(account), ...storageKinds(account), ...ramKinds(account), ...slsKinds(account) },
    functions: {
      "alicloud:index/getAccount:getAccount": (operation) =>
        operation.call("sts:GetCallerIdentity", "", () => ({ id })),
      "alicloud:index/getRegions:getRegions": (operation) =>
        operation.call("ecs:DescribeRegions", "", () => ({
          id: region,
          ids: [region],
          regions: [{ id: region, regionId: region, localName: region }],
        })),
      "alicloud:index/getFileCrc64Checksum:getFileCrc64Checksum": (operation, { filename }) => {
        const checksum = crc64(fs.readFileSync(operation.resolve(String(filename))));
        return { id: checksum, checksum, filename };
      },
    },
  };
}
