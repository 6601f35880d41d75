import type * as pulumi from "@pulumi/pulumi";
import type { CloudArgs } from "../providers/cloud-args.js";
import type { ImageArgs } from "./image-args.js";
import type { Architecture, CloudName, HttpAuth, Packaging } from "./names.js";

/**
 * What `GoServerlessFunction` is told. Only `entry` or `artifact` is required; every other argument has a default that
 * suits a small HTTP function. A number out of range, an unknown argument or a contradiction is refused before anything
 * is built, all problems at once.
 */
export interface GoServerlessFunctionArgs extends CloudArgs {
  /**
   * The cloud to deploy to.
   *
   * `aws`, `aliyun` or `local`. Default: the stack's configuration `goserverless:cloud`, so that one program serves all
   * environments. Example: `pulumi config set goserverless:cloud aws`.
   */
  cloud?: CloudName;
  /**
   * Folder of the Go main package, relative to the Pulumi program.
   *
   * Default: none; exactly one of `entry`, `artifact` and `image.uri` is given. Example: `"./cmd/api"`.
   */
  entry?: string;
  /**
   * A file built before, instead of `entry`: a static binary for the function's system and architecture, or a zip
   * that holds one named `bootstrap`. Relative to the Pulumi program. Default: none. Example: `"./dist/api.zip"`.
   */
  artifact?: string;
  /** How the binary is packed: `zip` or `image`. Default: `zip`. Changing it replaces the function on aws. */
  packaging?: Packaging;
  /**
   * The processor to build for: `amd64` or `arm64`.
   *
   * Default: `arm64` on aws (a fifth faster to start and cheaper), `amd64` on aliyun (the only one there), this machine's
   * on local.
   */
  architecture?: Architecture;
  /**
   * Memory of one instance, in MB; the share of CPU follows it. Default: 256. Range: 128-10240 on aws, a multiple of
   * 64 from 128 to 32768 on aliyun, 64-32768 on local.
   */
  memoryMb?: number;
  /**
   * How long one call may take, in seconds, before the instance is killed. Default: 10. Range: 1-900 on aws, 1-86400
   * on aliyun and local.
   */
  timeoutSeconds?: number;
  /**
   * Size of the writable `/tmp`, in MB. Default: 512. Range: 512-10240 on aws, 512 or 10240 on aliyun; on local it is
   * accepted and not enforced.
   */
  tmpDiskMb?: number;
  /**
   * Environment variables of the function. Values may be secrets: they are then encrypted in the stack's state.
   *
   * At most 4 KB together on the clouds. Default: none. Example: `{ TABLE: table.name, TOKEN: config.requireSecret("token") }`.
   */
  environment?: Record<string, pulumi.Input<string>>;
  /**
   * Calls that may run at once, over all instances; more are answered with 429. Default: no limit of its own. Range:
   * from the largest warm number up, on aliyun times `requestsPerInstance`.
   */
  maxConcurrency?: number;
  /** Calls that one instance takes at once. Default: 1. Range: 1 on aws, 1-200 on aliyun and local. */
  requestsPerInstance?: number;
  /** How the binary is compiled. */
  build?: BuildArgs;
  /** What the image holds and where it is pushed to. Only with `packaging` image. */
  image?: ImageArgs;
  /** How many instances are kept ready, so that calls find them started. Default: none. */
  warm?: WarmArgs;
  /** The function's URL. */
  http?: HttpArgs;
  /** The function's log. */
  logs?: LogsArgs;
  /** Sizes and start times that the deployment must keep; it is refused when one is exceeded. */
  budgets?: BudgetArgs;
  /** Labels put on every resource that can carry them. Default: none. Example: `{ team: "checkout" }`. */
  tags?: Record<string, pulumi.Input<string>>;
}

/**
 * How `go build` is run. It always gets `-trimpath -buildvcs=false -tags lambda.norpc -ldflags "-s -w -buildid="` and
 * `CGO_ENABLED=0`.
 */
export interface BuildArgs {
  /** Build tags, added to `lambda.norpc`. Default: none. Example: `["netgo"]`. */
  tags?: string[];
  /**
   * Linker arguments, one an element, added to `-s -w -buildid=`. Default: none. Example: `["-X",
   * "main.version=1.4.0"]`.
   */
  ldflags?: string[];
  /**
   * Further arguments of `go build`, one an element. Default: none. `-toolexec` and `-exec` are refused. Example:
   * `["-pgo=cpu.pprof"]`.
   */
  flags?: string[];
  /** Environment of the Go command, on top of the one Pulumi runs in. Default: none. Example: `{ GOAMD64: "v3" }`. */
  env?: Record<string, string>;
  /** The Go command: a name on PATH, or a path. Default: `"go"`. Example: `"/usr/local/go/bin/go"`. */
  goBinary?: string;
  /**
   * Files and folders packed next to the binary under the same relative path; relative to the entry. Default: none.
   * Example: `["templates", "config.yaml"]`.
   */
  include?: string[];
}

/** Instances that are started before traffic needs them. */
export interface WarmArgs {
  /** Instances that are always ready. Default: 0. Range: 0 to `maxConcurrency`. */
  instances?: number;
  /** Lets the number grow with use. Default: it does not. */
  autoscale?: WarmAutoscaleArgs;
  /** Changes the number at fixed times. Default: never. */
  schedules?: WarmScheduleArgs[];
}

/**
 * Grows the number of ready instances so that a share of them stays free. On aws a new version begins with `max`, and is
 * scaled down when calls use fewer.
 */
export interface WarmAutoscaleArgs {
  /** The largest number of ready instances. Range: from `instances`, at least 1, to `maxConcurrency`. Example: 20. */
  max: number;
  /** The share of ready instances that may be busy before more are started. Default: 0.7. Range: 0.1-0.9. */
  targetUtilization?: number;
}

/** One time at which the number of ready instances changes; it then holds until the next schedule fires. */
export interface WarmScheduleArgs {
  /**
   * When: five fields, `minute hour day-of-month month day-of-week`; days of the week as `MON`-`SUN` names. Example:
   * `"0 8 * * MON-FRI"`.
   */
  cron: string;
  /** The time zone that the fields are read in, an IANA name. Default: `"UTC"`. Example: `"Asia/Shanghai"`. */
  timezone?: string;
  /** Ready instances from then on. Range: 0 to `maxConcurrency`. */
  instances: number;
}

/** Who may call the function's URL, and how it answers. */
export interface HttpArgs {
  /**
   * `iam`: callers sign with the cloud's credentials; `none`: everybody. On local both mean this machine only.
   * Default: `iam`.
   */
  auth?: HttpAuth;
  /** Rules for calls from web pages of other origins. Default: none are allowed. */
  cors?: CorsArgs;
  /**
   * Sends the answer while it is written, instead of when it is complete. Default: false. On aliyun nothing has to be
   * set: the program is a server.
   */
  stream?: boolean;
}

/** Rules for calls from web pages of other origins. */
export interface CorsArgs {
  /** Origins that may call. Example: `["https://example.com"]`, or `["*"]`. */
  allowOrigins: string[];
  /** Methods that may be used. Default: `["*"]`. Example: `["GET", "POST"]`. */
  allowMethods?: string[];
  /** Request headers that may be sent. Default: none beyond the simple ones. Example: `["content-type"]`. */
  allowHeaders?: string[];
  /** Response headers that the page may read. Default: none beyond the simple ones. Example: `["etag"]`. */
  exposeHeaders?: string[];
  /** Allows cookies and other credentials. Default: false. */
  allowCredentials?: boolean;
  /** How long a browser may keep the answer to a preflight, in seconds. Default: 0. Range: 0-86400. */
  maxAgeSeconds?: number;
}

/** The function's log. */
export interface LogsArgs {
  /**
   * Days that log lines are kept. Default: 30. Range: one of CloudWatch's steps (1, 3, 5, 7, 14, 30, 60, 90, ... 3653)
   * on aws, 1-3650 on aliyun and local. On aliyun 3650 is for ever.
   */
  retentionDays?: number;
}

/** Upper bounds, checked in preview and in `up` before anything is deployed. */
export interface BudgetArgs {
  /** The binary's largest size, in MB of 1000 * 1000 bytes. Default: no bound. Range: above 0. Example: 8. */
  binaryMb?: number;
  /**
   * The artifact's largest size (the zip or the image), in MB of 1000 * 1000 bytes. Default: no bound. Range: above 0.
   * Example: 3.
   */
  artifactMb?: number;
  /**
   * The longest time from exec until the first call can be taken, in milliseconds on a reference machine: the median of
   * 20 to 100 starts on this machine, as a multiple of what a Go program that does nothing takes in the same minute,
   * which counts as 1 ms. The program must start without `environment`. Default: no bound. Range: above 1. Example: 5.
   */
  initMs?: number;
  /**
   * The most heap allocations that package initialization may make, before `main`. Default: no bound. Range: 1 and above.
   * Example: 500.
   */
  initAllocations?: number;
}
