import { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import * as pulumi from "@pulumi/pulumi";
import { hideValues } from "../environment.js";
import type { Scope } from "./scope.js";
import { besides, type Waiting, waitUntilDone } from "./wait.js";

/** What Function Compute says of a function's image. Unset is what it does not say. */
export interface Preparation {
  /** `Pending`, `Active`, `Failed`, or `Inactive` after weeks without a call. */
  readonly state?: string | undefined;
  readonly stateReason?: string | undefined;
  /** `InProgress`, `Successful` or `Failed`. */
  readonly lastUpdateStatus?: string | undefined;
  readonly lastUpdateStatusReason?: string | undefined;
}

const longestWaitMs = 600_000;

/**
 * Waits in an `up` until Function Compute has made the image its own, since the provider does not. Until then a new
 * function takes no calls, and a changed one answers with what it was before.
 *
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/states-of-custom-container-functions
 */
export function awaitPrepared(scope: Scope, fn: V3Function): pulumi.Output<unknown> {
  const { spec, prefix, resources, after } = scope;
  const { parent } = after();
  const look = (id: pulumi.Input<pulumi.ID>, attempt: number) => {
    const suffix = attempt === 1 ? "prepared" : `prepared-${attempt}`;
    // What is read is the whole function, and its variables may be secrets.
    const options = { parent, additionalSecretOutputs: ["environmentVariables"] };
    return V3Function.get(`${prefix}-${suffix}`, id, undefined, options);
  };
  const id = pulumi.all([fn.id, fn.lastModifiedTime]).apply(([known]) => known);
  const first = look(id, 1);
  resources["prepared"] = first;
  if (pulumi.runtime.isDryRun()) return pulumi.output(undefined);
  return pulumi.output([first, id] as const).apply(([_, known]) =>
    untilPrepared({
      name: spec.name,
      look: (attempt) => preparationOf(spec, attempt === 1 ? first : look(known, attempt)),
      ...besides(parent),
    }),
  );
}

function preparationOf(spec: Scope["spec"], fn: V3Function): Promise<Preparation> {
  const { state, stateReason, lastUpdateStatus, lastUpdateStatusReason } = fn;
  const reasons = [stateReason, lastUpdateStatusReason].map((reason) =>
    hideValues(
      spec,
      reason.apply((said) => said ?? ""),
    ),
  );
  return new Promise((done) => {
    pulumi
      .all([state, lastUpdateStatus, ...reasons])
      .apply(([now, update, why, whyNot]) =>
        done({ state: now, stateReason: why, lastUpdateStatus: update, lastUpdateStatusReason: whyNot }),
      );
  });
}

interface Image extends Omit<Waiting, "look" | "advice" | "longestWaitMs"> {
  readonly name: string;
  look(attempt: number): Promise<Preparation>;
}

/** Waits for the image, and fails with what Function Compute says when it cannot use it. */
export function untilPrepared({ name, look, ...waiting }: Image): Promise<void> {
  const state = `Function Compute has not prepared the image of "${name}"`;
  return waitUntilDone({
    ...waiting,
    longestWaitMs,
    advice:
      "Correct it and deploy again. If that changes nothing of the function, save it in the console: only a change has Function Compute try again.",
    look: async (attempt) => ({ state, ...toOutcome(await look(attempt)) }),
  });
}

function toOutcome(found: Preparation): { readonly isDone: boolean; readonly error?: string } {
  const { state, stateReason, lastUpdateStatus, lastUpdateStatusReason } = found;
  if (lastUpdateStatus === "Failed") return { isDone: false, error: lastUpdateStatusReason || "Failed" };
  if (state === "Failed") return { isDone: false, error: stateReason || "Failed" };
  return { isDone: state !== "Pending" && lastUpdateStatus !== "InProgress" };
}
