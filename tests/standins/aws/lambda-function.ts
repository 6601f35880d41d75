import { isDeepStrictEqual } from "node:util";
import { ApiError } from "../api-error.js";
import { Sandbox, SandboxHost } from "../sandbox.js";
import type { Account } from "./account.js";
import { checkConfig } from "./function-checks.js";
import { invalid, missing } from "./lambda-calls.js";
import type { Code } from "./lambda-code.js";

export type FunctionProps = {
  name: string;
  role: string;
  packageType: string;
  publish: boolean;
  memorySize: number;
  timeout: number;
  reservedConcurrentExecutions: number;
  runtime?: string;
  handler?: string;
  architectures?: string[];
  environment?: { variables?: Record<string, string> };
  code?: unknown;
  imageUri?: string;
  s3Bucket?: string;
  s3Key?: string;
  layers?: string[];
  vpcConfig?: { subnetIds: string[]; securityGroupIds: string[] };
  deadLetterConfig?: { targetArn: string };
  tracingConfig?: { mode: string };
  loggingConfig?: {
    logFormat: string;
    logGroup?: string;
    applicationLogLevel?: string;
    systemLogLevel?: string;
  };
  ephemeralStorage?: { size?: number };
  snapStart?: { applyOn: string };
  tags?: Record<string, string>;
};

export interface PublishedVersion {
  readonly number: string;
  readonly config: FunctionProps;
  readonly sandbox: Sandbox;
}

export interface Alias {
  readonly name: string;
  version: string;
  description: string;
  /** The share of another version. */
  weights: Record<string, number>;
  /** The version that keeps the traffic while the new one is made warm. */
  servedMeanwhile?: string;
}

export interface Provisioned {
  requested: number;
  allocated: number;
  status: "IN_PROGRESS" | "READY" | "FAILED";
  reason?: string;
}

export interface Statement {
  readonly sid: string;
  readonly action: string;
  readonly principal: string;
  readonly functionUrlAuthType?: string;
  readonly invokedViaFunctionUrl?: boolean;
}

const latest = "$LATEST";

/** A function as the service keeps it: code, versions, aliases, and who may call it. */
export class LambdaFunction {
  readonly name: string;
  readonly account: Account;
  readonly host: SandboxHost;
  readonly versions = new Map<string, PublishedVersion>();
  readonly aliases = new Map<string, Alias>();
  readonly provisioned = new Map<string, Provisioned>();
  readonly policies = new Map<string, Statement[]>();
  reserved: number | undefined;
  config: FunctionProps;
  lastModified = new Date().toISOString();
  #code: Code;
  #latest: Sandbox | undefined;
  /** What was the latest before, while it has calls. */
  readonly #retiring = new Set<Promise<void>>();
  /** Since the last version was published. */
  #changed = true;

  /** `CreateFunction` */
  constructor(account: Account, config: FunctionProps, code: Code) {
    if (account.functions.has(config.name))
      throw new ApiError("ResourceConflictException", `Function already exist: ${config.name}`);
    this.account = account;
    this.name = config.name;
    this.host = new SandboxHost(account.newFolder());
    checkConfig(account, config);
    this.config = config;
    this.#code = code;
    account.functions.set(this.name, this);
  }

  get arn(): string {
    return this.account.arn("lambda", `function:${this.name}`);
  }

  get codeSha256(): string {
    return this.#code.sha256;
  }

  get codeBytes(): number {
    return this.#code.bytes;
  }

  /** The highest published version, or what there is without one. */
  get lastVersion(): string {
    return [...this.versions.keys()].pop() ?? latest;
  }

  /** `UpdateFunctionConfiguration` */
  configure(config: FunctionProps): void {
    checkConfig(this.account, config);
    const isSame = isDeepStrictEqual(published(this.config), published(config));
    this.config = config;
    if (!isSame) this.#touch();
  }

  /** `UpdateFunctionCode` */
  replaceCode(code: Code, architectures: string[] = ["x86_64"]): void {
    const isSame =
      code.sha256 === this.codeSha256 && isDeepStrictEqual(architectures, this.config.architectures);
    this.#code = code;
    this.config = { ...this.config, architectures, ...("imageUri" in code && { imageUri: code.imageUri }) };
    if (!isSame) this.#touch();
  }

  /** `PublishVersion`: one that nothing changed since is the last one again. */
  publish(): PublishedVersion {
    const last = this.versions.get(this.lastVersion);
    if (last !== undefined && !this.#changed) return last;
    const number = String(this.versions.size + 1);
    const version = { number, config: this.config, sandbox: this.#sandbox(number) };
    this.versions.set(number, version);
    this.#changed = false;
    return version;
  }

  /** `PutFunctionConcurrency`, `DeleteFunctionConcurrency` */
  reserve(count: number | undefined): void {
    const { account } = this;
    const provisioned = this.provisionedSum();
    const { minimumUnreserved } = account.limits;
    if (count !== undefined && unreserved(account, this) - count < minimumUnreserved) {
      const what =
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution";
      throw invalid(`${what} below its minimum value of [${minimumUnreserved}].`);
    }
    if (count !== undefined && provisioned > count) {
      const what = `ReservedConcurrentExecutions  ${count} should not be lower than function's total provisioned concurrency`;
      throw invalid(` ${what} [${provisioned}].`);
    }
    this.reserved = count;
    this.host.gate.max = count;
  }

  provisionedSum(except?: string): number {
    return [...this.provisioned].reduce(
      (sum, [qualifier, { requested }]) => sum + (qualifier === except ? 0 : requested),
      0,
    );
  }

  qualified(qualifier: string | undefined): string {
    return qualifier === undefined ? this.arn : `${this.arn}:${qualifier}`;
  }

  version(number: string): PublishedVersion {
    const version = this.versions.get(number);
    if (version === undefined) throw missing(`Function not found: ${this.qualified(number)}`);
    return version;
  }

  alias(name: string): Alias {
    const alias = this.aliases.get(name);
    if (alias === undefined) throw missing(`Cannot find alias arn: ${this.qualified(name)}`);
    return alias;
  }

  /** Refuses a qualifier that is neither a version nor an alias. */
  checkQualifier(qualifier: string): void {
    if (/^\d+$/.test(qualifier)) this.version(qualifier);
    else if (qualifier !== latest) this.alias(qualifier);
  }

  /** Where a call goes: through an alias by its weights. */
  route(qualifier: string = latest): Sandbox {
    if (qualifier === latest) {
      this.#latest ??= this.#sandbox(latest);
      return this.#latest;
    }
    if (/^\d+$/.test(qualifier)) return this.version(qualifier).sandbox;
    const { version, weights, servedMeanwhile } = this.alias(qualifier);
    if (servedMeanwhile !== undefined) return this.route(servedMeanwhile);
    const [[other, weight] = ["", 0]] = Object.entries(weights);
    return this.route(Math.random() < weight ? other : version);
  }

  /** Everything of it is gone, too. */
  async delete(): Promise<void> {
    this.account.forget(this);
    const sandboxes = [...this.versions.values()].map(({ sandbox }) => sandbox);
    await Promise.all([this.#latest, ...sandboxes].map((sandbox) => sandbox?.close()));
    await Promise.all(this.#retiring);
    await this.host.close();
  }

  #touch(): void {
    this.#changed = true;
    this.lastModified = new Date().toISOString();
    const old = this.#latest;
    if (old === undefined) return;
    const next = this.#sandbox(latest);
    this.#latest = next;
    const retired = old.retire(next).catch(() => old.close());
    this.#retiring.add(retired);
    void retired.finally(() => this.#retiring.delete(retired));
  }

  #sandbox(version: string): Sandbox {
    const { name, memorySize, timeout, environment } = this.config;
    const config = {
      name,
      contract: "lambda",
      memoryMb: memorySize,
      timeoutSeconds: timeout,
      environment: { AWS_REGION: this.account.region, ...environment?.variables },
      requestsPerInstance: 1,
      hooks: { initialize: false, preStop: false },
    } as const;
    return new Sandbox({ ...this.#code, version, config }, this.host);
  }
}

/** What a version is made of. */
function published({
  publish: _,
  reservedConcurrentExecutions: __,
  tags: ___,
  code: ____,
  ...config
}: FunctionProps): object {
  return config;
}

/** What is left for those who reserve and for those who do not. Provisioned concurrency inside a reservation counts once. */
export function unreserved({ limits, functions }: Account, except?: LambdaFunction): number {
  const taken = [...functions.values()].map((each) =>
    each === except ? 0 : (each.reserved ?? each.provisionedSum()),
  );
  return limits.concurrentExecutions - taken.reduce((sum, each) => sum + each, 0);
}
