import { ApiError } from "../api-error.js";
import { CloudAccount } from "../cloud-account.js";
import type { Journal } from "../journal.js";
import type { RegistryLogin } from "../pull-image.js";
import type { FcFunction } from "./fc-function.js";

/** What nobody could verify about the real Function Compute, so that a test chooses. The first is the default. */
export interface Rules {
  /** What a PUT of a provision config leaves out goes back to its default, or keeps its value. */
  provisionPut: "replace" | "merge";
  /** GET where no provision config is answers 404 `ProvisionConfigNotFound`, or 200 with the target 0. */
  defaultProvision: "none" | "zero";
  /** GET tells the number that schedules and policies make it at the moment, or the one that was put. */
  reportedTarget: "effective" | "configured";
  /** When an alias with warm instances moves, old ones serve until the new ones are ready, or go at once. */
  aliasHandover: "smooth" | "abrupt";
  /** When LATEST with warm instances is updated, old ones go at once, or serve until the new ones are ready. */
  latestHandover: "abrupt" | "smooth";
  /** GET of a function without logs answers a block of defaults, or none. */
  defaultLogConfig: boolean;
  /** So many attempts are refused before a new project, store or role can be seen by Function Compute. */
  visibleAfter: number;
  /** So many attempts to delete a function are refused once it had provisioned instances, which are still going. */
  refusedDeletes: number;
  /** A function with versions can be deleted, or not. */
  versionsBlockDelete: boolean;
  /** For so many GETs of a function, its image is being prepared. */
  preparationLooks: number;
  /** What then becomes of it, where the image is a good one. */
  preparation: "succeeds" | "fails";
  /** An image that cannot be used fails the preparation, or is refused with the call that names it. */
  imageCheck: "later" | "at once";
}

const defaultRules: Rules = {
  provisionPut: "replace",
  defaultProvision: "none",
  reportedTarget: "effective",
  aliasHandover: "smooth",
  latestHandover: "abrupt",
  defaultLogConfig: true,
  visibleAfter: 0,
  refusedDeletes: 1,
  versionsBlockDelete: false,
  preparationLooks: 1,
  preparation: "succeeds",
  imageCheck: "later",
};

/** What an account may have; https://www.alibabacloud.com/help/en/functioncompute/fc/product-overview/limits */
export interface Limits {
  codeSizeInline: number;
  codeSizeZipped: number;
  environmentBytes: number;
}

/** Everything that is in one Aliyun account, in one region. */
export class Account extends CloudAccount {
  readonly id = "1234567890123456";
  readonly rules: Rules;
  readonly limits: Limits = {
    codeSizeInline: 104_857_600,
    codeSizeZipped: 524_288_000,
    environmentBytes: 4096,
  };
  readonly functions = new Map<string, FcFunction>();
  /** By host, how Function Compute itself logs in to the registries of the account. */
  readonly registries = new Map<string, RegistryLogin>();
  readonly #refused = new Map<string, number>();

  constructor(folder: string, region: string, journal: Journal, rules: Partial<Rules> = {}) {
    super(folder, region, journal);
    this.rules = { ...defaultRules, ...rules };
  }

  protected override get running(): string[] {
    return [...this.functions.keys()].map((name) => `alicloud:fc/v3Function:V3Function ${name}`);
  }

  arn(resource: string): string {
    return `acs:fc:${this.region}:${this.id}:${resource}`;
  }

  function(name: string): FcFunction {
    const found = this.functions.get(name);
    if (found === undefined) throw new ApiError("FunctionNotFound", `function '${name}' does not exist`);
    return found;
  }

  /** Whether Function Compute sees yet what is there. */
  isVisible(thing: string): boolean {
    const refused = this.#refused.get(thing) ?? 0;
    if (refused >= this.rules.visibleAfter) return true;
    this.#refused.set(thing, refused + 1);
    return false;
  }
}
