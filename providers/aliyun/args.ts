import type * as pulumi from "@pulumi/pulumi";

/** The systems that a binary can run on. https://www.alibabacloud.com/help/en/functioncompute/fc/custom-runtime-overview */
export const AliyunRuntime = { Debian12: "custom.debian12", Debian11: "custom.debian11" } as const;
export type AliyunRuntime = (typeof AliyunRuntime)[keyof typeof AliyunRuntime];

/** Who made a policy: Aliyun, or the account. */
export const AliyunPolicyType = { System: "System", Custom: "Custom" } as const;
export type AliyunPolicyType = (typeof AliyunPolicyType)[keyof typeof AliyunPolicyType];

/** What only Aliyun Function Compute has. */
export interface AliyunArgs {
  /**
   * ARN of the role that the function runs as. Default: none, which is enough for a function that calls no other
   * service of Aliyun; with `policies` or `inlinePolicy` one is created. Example: `role.arn`.
   */
  role?: pulumi.Input<string>;
  /**
   * Policies of the created role. Default: none. Not together with `role`. Example: `[{ name:
   * "AliyunOSSReadOnlyAccess" }]`.
   */
  policies?: AliyunPolicyArgs[];
  /** A policy document in JSON for the created role. Default: none. Not together with `role`. */
  inlinePolicy?: pulumi.Input<string>;
  /**
   * The system that the binary runs on. Default: `go1` for a binary that is built on Aliyun's own SDK for Go, which is
   * seen by itself, else `custom.debian12`. Not with `packaging` image, which brings its own.
   */
  runtime?: AliyunRuntime;
  /** The port that the program listens on. Default: 9000. Range: 1-65535. The goserverless runtime is told of it. */
  port?: number;
  /**
   * CPUs of one instance. Default: one for each 1769 MB of memory, as on AWS. Range: a multiple of 0.05 up to 16, from a
   * quarter of a CPU to one for each GB.
   * https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/instance-types-and-specifications
   */
  cpu?: number;
  /** How Function Compute asks an instance whether it is well. Default: not at all; a port that answers is enough. */
  healthCheck?: AliyunHealthCheckArgs;
  /**
   * Calls `POST /initialize` before the first request. Default: true for a program on the goserverless runtime, else
   * false. https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/configure-instance-lifecycles
   */
  initializer?: boolean;
  /** How long that may take, in seconds. Default: 60. Range: 1-300. */
  initializerTimeoutSeconds?: number;
  /**
   * Calls `GET /pre-stop` before an instance ends. Default: true for a program on the goserverless runtime, else false.
   */
  preStop?: boolean;
  /** How long that may take, in seconds. Default: 10. Range: 1-90. */
  preStopTimeoutSeconds?: number;
  /** The network that the function can reach. Default: the internet, and no VPC. */
  vpc?: AliyunVpcArgs;
  /** Lets the function reach the internet by itself. Default: true. */
  internetAccess?: boolean;
  /** Network file systems; only with `vpc`. Default: none. */
  nas?: AliyunNasArgs;
  /** Name servers instead of Aliyun's. Default: none. */
  dns?: AliyunDnsArgs;
  /** ARNs of layer versions. Default: none. Range: at most 5. Not with `packaging` image. */
  layers?: pulumi.Input<string>[];
  /** Where the log is kept. Default: a project and a store are created. */
  logs?: AliyunLogsArgs;
  /**
   * Name of the bucket, in the same region, that code is uploaded to. Default: the code is sent with the call itself,
   * and kept in the stack's state; that ends at 78 MB. Not with `packaging` image.
   * https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/limits
   */
  bucket?: pulumi.Input<string>;
  /**
   * Gives ready instances CPU time while they have no call, at the full price: 3 to 8 times as much. Default: false.
   * https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/billing-overview-of-fc
   */
  alwaysAllocateCpu?: boolean;
  /**
   * Publishes a version of each change, and sends the traffic through an alias of this name; `rollout` and `rollback`
   * need it. Default: traffic goes to `LATEST`. A change of it gives the function another URL. Example: `"live"`.
   */
  alias?: string;
  /**
   * Gives a new version a share of the traffic only. Default: all of it at once. Removing it gives the new version the
   * rest.
   */
  rollout?: AliyunRolloutArgs;
  /**
   * The published version that all traffic goes back to; nothing is redeployed. Default: the newest. Example: `"41"`.
   */
  rollback?: string;
}

/** A policy that exists. */
export interface AliyunPolicyArgs {
  /** Its name. Example: `"AliyunOSSReadOnlyAccess"`. */
  name: pulumi.Input<string>;
  /** `System` or `Custom`. Default: `System`. */
  type?: AliyunPolicyType;
}

/** How an instance is asked whether it is well. */
export interface AliyunHealthCheckArgs {
  /** The path that is got, and answers 200-399. Example: `"/healthz"`. */
  path: string;
  /** Seconds before the first time. Default: 0. Range: 0-120. */
  initialDelaySeconds?: number;
  /** Seconds from one to the next. Default: 3. Range: 1-120. */
  periodSeconds?: number;
  /** Seconds that an answer may take. Default: 1. Range: 1-3. */
  timeoutSeconds?: number;
  /** How many in a row must fail. Default: 3. Range: 1-120. */
  failureThreshold?: number;
}

/** The network that instances have an address in. */
export interface AliyunVpcArgs {
  /** The VPC. Example: `network.id`. */
  vpcId: pulumi.Input<string>;
  /** Its switches, at least one; two in different zones to survive the loss of one. Example: `[first.id]`. */
  vswitchIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The one security group. Example: `group.id`. */
  securityGroupId: pulumi.Input<string>;
}

/** Network file systems. */
export interface AliyunNasArgs {
  /** What is mounted where; at least one. */
  mounts: AliyunNasMountArgs[];
  /** The user that files belong to. Default: 0, which is root. Range: 0-65534. */
  userId?: number;
  /** The group that files belong to. Default: 0. Range: 0-65534. */
  groupId?: number;
}

/** A network file system in a folder. */
export interface AliyunNasMountArgs {
  /** The mount target and the path in it. Example: `"0a1b2c-abc1.cn-hangzhou.nas.aliyuncs.com:/models"`. */
  server: pulumi.Input<string>;
  /** The folder. Example: `"/mnt/models"`. */
  folder: string;
  /** Encrypts what travels. Default: false. */
  tls?: boolean;
}

/** How names are resolved. */
export interface AliyunDnsArgs {
  /** Addresses of name servers, at least one. Example: `["10.0.0.2"]`. */
  nameServers: string[];
  /** Domains that short names are looked for in. Default: none. Example: `["corp.example.com"]`. */
  searches?: string[];
  /** Options of resolv.conf. Default: none. Example: `{ ndots: "2" }`. */
  options?: Record<string, string>;
}

/** A log project and a store in it that exist. */
export interface AliyunLogsArgs {
  /** The project's name. */
  project: pulumi.Input<string>;
  /** The store's name. Its days are its own, and not those of `logs.retentionDays`. */
  store: pulumi.Input<string>;
}

/** Traffic between the newest version and the one before. */
export interface AliyunRolloutArgs {
  /** Share of the calls that the newest version gets, in percent. Range: 0-100. Example: 10. */
  percent: number;
  /** The published version that gets the rest, as the output `version` named it before. Example: `"41"`. */
  previousVersion: string;
}
