import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { ApiError } from "../api-error.js";
import type { PulledImage } from "../pull-image.js";
import { Sandbox, SandboxHost } from "../sandbox.js";
import type { Props } from "../wire.js";
import type { Account } from "./account.js";
import { checkConfig, invalid } from "./fc-checks.js";
import { readCode } from "./fc-code.js";
import { type FcCode, type FcConfig, updated, withDefaults } from "./fc-config.js";
import { type FcStatus, isContainer, Preparation } from "./fc-image.js";
import { checkReserved } from "./provision-checks.js";
import { type Share, Traffic } from "./traffic.js";
import type { Trigger } from "./trigger.js";

export interface PublishedVersion {
  readonly versionId: string;
  readonly description: string;
  readonly createdTime: string;
  readonly config: FcConfig;
  readonly codeBytes: number;
  readonly imageDigest: string | undefined;
  readonly sandbox: Sandbox;
}

export interface Alias {
  readonly aliasName: string;
  versionId: string;
  description: string;
  /** The shares of other versions. */
  additionalVersionWeight: Record<string, number>;
  readonly createdTime: string;
  lastModifiedTime: string;
}

const latest = "LATEST";

/** A function as the service keeps it: code, versions, aliases, triggers and instances. */
export class FcFunction {
  readonly account: Account;
  readonly name: string;
  readonly id = randomUUID();
  readonly host: SandboxHost;
  readonly traffic: Traffic;
  readonly versions = new Map<string, PublishedVersion>();
  readonly aliases = new Map<string, Alias>();
  readonly triggers = new Map<string, Trigger>();
  readonly asyncConfigs = new Map<string, Props>();
  readonly createdTime = new Date().toISOString();
  lastModifiedTime = this.createdTime;
  config: FcConfig;
  tags: Record<string, string>;
  reserved: number | undefined;
  status: FcStatus = { state: "Active", lastUpdateStatus: "Successful" };
  /** Nothing as long as the first image is not prepared. */
  #code: Buffer | PulledImage | undefined;
  #preparation: Preparation | undefined;
  #published = 0;

  /** `CreateFunction` */
  constructor(account: Account, { code, Tags = [], ...request }: Props) {
    const config = withDefaults(request);
    const { functionName: name } = config;
    if (account.functions.has(name))
      throw new ApiError("FunctionAlreadyExists", `function '${name}' already exists`);
    checkConfig(account, config);
    this.#code = readProgram(account, code, config);
    this.account = account;
    this.name = name;
    this.config = config;
    this.tags = Object.fromEntries(
      (Tags as { Key: string; Value: string }[]).map((tag) => [tag.Key, tag.Value]),
    );
    this.host = new SandboxHost(account.newFolder());
    this.traffic = new Traffic(this);
    if (isContainer(config)) this.#prepare();
    else this.traffic.move(latest, [this.#share()], "abrupt");
    account.functions.set(name, this);
  }

  get arn(): string {
    return this.account.arn(`functions/${this.name}`);
  }

  get codeBytes(): number {
    return Buffer.isBuffer(this.#code) ? this.#code.length : (this.#code?.bytes ?? 0);
  }

  get codeSha256(): string {
    if (Buffer.isBuffer(this.#code)) return createHash("sha256").update(this.#code).digest("hex");
    return (this.#code?.digest ?? "").slice("sha256:".length);
  }

  get imageDigest(): string | undefined {
    return Buffer.isBuffer(this.#code) ? undefined : this.#code?.digest;
  }

  /** What `GetFunction` comes to know, and what then happens. */
  async look(): Promise<void> {
    const preparation = this.#preparation;
    const outcome = await preparation?.look();
    if (outcome === undefined || this.#preparation !== preparation) return;
    this.#preparation = undefined;
    const isNew = this.status.state !== "Active";
    if ("reason" in outcome) {
      const { reason, code } = outcome;
      this.status = isNew
        ? { state: "Failed", stateReason: reason, stateReasonCode: code, lastUpdateStatus: "Successful" }
        : {
            state: "Active",
            lastUpdateStatus: "Failed",
            lastUpdateStatusReason: reason,
            lastUpdateStatusReasonCode: code,
          };
      this.account.event("event:ImageFailed", this.name);
      return;
    }
    this.#code = outcome;
    this.status = { state: "Active", lastUpdateStatus: "Successful" };
    this.account.event("event:ImagePrepared", `${this.name}=${outcome.digest}`);
    this.traffic.move(latest, [this.#share()], isNew ? "abrupt" : this.account.rules.latestHandover);
  }

  /** Refuses what would be made of a function without the image that it names; what the service does is not known. */
  checkPrepared(): void {
    const { state, lastUpdateStatus } = this.status;
    if (state !== "Active" || lastUpdateStatus !== "Successful")
      throw invalid(`function '${this.name}' is ${state}, and its last update ${lastUpdateStatus}`);
  }

  /** `UpdateFunction` */
  update(request: Props): void {
    const config = updated(this.config, request);
    checkConfig(this.account, config);
    const given = request["code"];
    const code = given === undefined ? this.#code : readProgram(this.account, given, config);
    checkReserved(this.reserved, this.traffic.provisionedExcept(""), config);
    const isSame = isDeepStrictEqual(config, this.config) && isDeepStrictEqual(code, this.#code);
    this.config = config;
    if (!isSame) this.lastModifiedTime = new Date().toISOString();
    if (isContainer(config)) {
      if (!isSame || this.status.state === "Failed" || this.status.lastUpdateStatus === "Failed")
        this.#prepare();
      return;
    }
    this.#code = code;
    if (!isSame) this.traffic.move(latest, [this.#share()], this.account.rules.latestHandover);
  }

  /** `PublishFunctionVersion`: always a new one, whatever changed. */
  publish(description = ""): PublishedVersion {
    this.checkPrepared();
    const versionId = String(++this.#published);
    const { config, codeBytes, imageDigest } = this;
    const createdTime = new Date().toISOString();
    const sandbox = this.#sandbox(versionId);
    const version = { versionId, description, createdTime, config, codeBytes, imageDigest, sandbox };
    this.versions.set(versionId, version);
    this.traffic.move(versionId, [{ version: versionId, sandbox, weight: 1 }], "abrupt");
    return version;
  }

  /** `DeleteFunctionVersion` */
  async deleteVersion(versionId: string): Promise<void> {
    const { sandbox } = this.version(versionId);
    const user = [...this.aliases.values()].find(
      (alias) => alias.versionId === versionId || versionId in alias.additionalVersionWeight,
    );
    if (user !== undefined) throw invalid(`version '${versionId}' is used by alias '${user.aliasName}'`);
    this.versions.delete(versionId);
    this.traffic.forget(versionId);
    await sandbox.close();
  }

  version(versionId: string): PublishedVersion {
    const version = this.versions.get(versionId);
    if (version === undefined)
      throw new ApiError(
        "VersionNotFound",
        `version '${versionId}' of function '${this.name}' does not exist`,
      );
    return version;
  }

  alias(aliasName: string): Alias {
    const alias = this.aliases.get(aliasName);
    if (alias === undefined)
      throw new ApiError("AliasNotFound", `alias '${aliasName}' of function '${this.name}' does not exist`);
    return alias;
  }

  /** Refuses a qualifier that is neither LATEST, nor a version, nor an alias. */
  checkQualifier(qualifier: string): void {
    if (/^\d+$/.test(qualifier)) this.version(qualifier);
    else if (qualifier !== latest) this.alias(qualifier);
  }

  /** Has an alias's calls go where it points to now. */
  routeAlias({ aliasName, versionId, additionalVersionWeight }: Alias): void {
    const others = Object.entries(additionalVersionWeight);
    const weight = others.reduce((rest, [, share]) => rest - share, 1);
    const shares = [[versionId, weight] as const, ...others].map(([version, share]): Share => {
      return { version, sandbox: this.version(version).sandbox, weight: share };
    });
    this.traffic.move(aliasName, shares, this.account.rules.aliasHandover);
  }

  /** Where a call goes. */
  route(qualifier = latest): Sandbox {
    const sandbox = this.traffic.route(qualifier);
    if (sandbox !== undefined) return sandbox;
    this.checkQualifier(qualifier);
    this.checkPrepared();
    throw new ApiError("AliasNotFound", `alias '${qualifier}' of function '${this.name}' does not exist`);
  }

  /** `PutConcurrencyConfig`, `DeleteConcurrencyConfig` */
  reserve(count: number | undefined): void {
    checkReserved(count, this.traffic.provisionedExcept(""), this.config);
    this.reserved = count;
    this.host.gate.max = count;
  }

  /** `DeleteFunction` */
  async delete(): Promise<void> {
    const { rules } = this.account;
    if (this.triggers.size > 0)
      throw new ApiError("TriggerExist", `function '${this.name}' has triggers`, 409);
    if (this.traffic.qualifiers.length > 0 || this.traffic.isLeaving())
      throw new ApiError("ProvisionConfigExist", `function '${this.name}' has provisioned instances`, 409);
    if (rules.versionsBlockDelete && this.versions.size > 0)
      throw new ApiError("VersionExist", `function '${this.name}' has versions`, 409);
    await this.close();
  }

  /** Everything of it is gone, whatever it has. */
  async close(): Promise<void> {
    this.account.functions.delete(this.name);
    await Promise.all([...this.triggers.values()].map((trigger) => trigger.close()));
    await this.traffic.close();
    await this.host.close();
  }

  #share(): Share {
    return { version: latest, sandbox: this.#sandbox(latest), weight: 1 };
  }

  #sandbox(version: string): Sandbox {
    const { memorySize, timeout, environmentVariables, instanceConcurrency } = this.config;
    const { initializer, preStop } = this.config.instanceLifecycleConfig ?? {};
    const config = {
      name: this.name,
      contract: "fc",
      memoryMb: memorySize,
      timeoutSeconds: timeout,
      environment: { FC_REGION: this.account.region, ...environmentVariables },
      requestsPerInstance: instanceConcurrency,
      hooks: { initialize: initializer !== undefined, preStop: preStop !== undefined },
    } as const;
    const program = this.#code ?? Buffer.alloc(0);
    const what = Buffer.isBuffer(program) ? { zip: program } : { image: program };
    return new Sandbox({ version, sha256: this.codeSha256, config, ...what }, this.host);
  }

  /** Calls go where they went before, until it is done. */
  #prepare(): void {
    this.#preparation = new Preparation(this.account, this.config);
    this.status =
      this.status.state === "Active" && this.#code !== undefined
        ? { state: "Active", lastUpdateStatus: "InProgress" }
        : { state: "Pending", lastUpdateStatus: "Successful" };
  }
}

/** Whatever `code` is there, an image has none: it comes later. */
function readProgram(account: Account, code: unknown, config: FcConfig): Buffer | undefined {
  if (!isContainer(config)) return readCode(account, (code ?? {}) as FcCode);
  if (code === undefined) return undefined;
  throw invalid("Either ossBucketName/ossObjectName or zipFile must be set");
}
