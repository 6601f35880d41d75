import { PullError, type PulledImage, pullImage } from "../pull-image.js";
import type { Account } from "./account.js";
import { invalid } from "./fc-checks.js";
import type { FcConfig } from "./fc-config.js";

/** What Function Compute tells of a function, in the names of its API. */
export type FcStatus = {
  state: "Pending" | "Active" | "Failed";
  stateReason?: string;
  stateReasonCode?: string;
  lastUpdateStatus: "InProgress" | "Successful" | "Failed";
  lastUpdateStatusReason?: string;
  lastUpdateStatusReasonCode?: string;
};

export const isContainer = ({ runtime }: FcConfig) => runtime === "custom-container";

/**
 * Function Compute on its way to have an image: it is under way for so many questions, not for a time.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/states-of-custom-container-functions
 */
export class Preparation {
  readonly #account: Account;
  readonly #outcome: Promise<PulledImage | { readonly code: string; readonly reason: string }>;
  #looks: number;

  constructor(account: Account, config: FcConfig) {
    this.#account = account;
    this.#looks = account.rules.preparationLooks;
    this.#outcome = pull(account, config).catch(toFailure);
  }

  /** Nothing while it is under way. */
  async look(): Promise<PulledImage | { readonly code: string; readonly reason: string } | undefined> {
    if (this.#looks-- > 0) return undefined;
    if (this.#account.rules.preparation === "fails")
      return { code: "ImagePrepareFailed", reason: "the image could not be converted for acceleration" };
    return this.#outcome;
  }
}

/** Refuses an image with the call itself, where the account's rules say that. */
export async function checkImage(account: Account, config: FcConfig): Promise<void> {
  if (!isContainer(config) || account.rules.imageCheck !== "at once") return;
  const outcome = await pull(account, config).catch(toFailure);
  if ("reason" in outcome) throw invalid(outcome.reason);
}

/** Function Compute logs in by itself to what the account has. */
async function pull(account: Account, { customContainerConfig }: FcConfig): Promise<PulledImage> {
  const { image = "" } = customContainerConfig ?? {};
  const [host = ""] = image.split("/");
  const login = account.registries.get(host);
  if (login === undefined) throw new PullError("missing", `the account has no registry ${host}`);
  return pullImage(image, { login, architecture: "amd64" });
}

const codes: Readonly<Record<PullError["problem"], string>> = {
  name: "InvalidImage",
  login: "ImageAccessDenied",
  missing: "ImageNotFound",
  index: "InvalidImage",
  architecture: "InvalidImage",
  damaged: "InvalidImage",
};

function toFailure(error: unknown): { readonly code: string; readonly reason: string } {
  if (!(error instanceof PullError)) throw error;
  const { problem, message } = error;
  if (problem === "index") return { code: codes.index, reason: "platform of image is unknown/unknown" };
  if (problem === "architecture")
    return { code: codes.architecture, reason: "platform of image must be linux/amd64" };
  return { code: codes[problem], reason: `failed to pull the image: ${message}` };
}
