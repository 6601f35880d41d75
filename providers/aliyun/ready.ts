import type { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import { V3ProvisionConfig } from "@pulumi/alicloud/fc/v3provisionConfig.js";
import * as pulumi from "@pulumi/pulumi";
import { isScaled } from "../../components/warm-timetable.js";
import { hideValues } from "../environment.js";
import type { Scope } from "./scope.js";
import { besides, type Waiting, waitUntilDone } from "./wait.js";

/** What Function Compute says of the ready instances. */
export interface Readiness {
  readonly current: number;
  readonly target: number;
  readonly currentError?: string;
}

const longestWaitMs = 300_000;

/**
 * Waits in an `up` until the instances are ready, since the provider does not. Each look is a resource that is read: no
 * other way leads through the provider, with the credentials that it has.
 */
export function awaitReady(scope: Scope, fn: V3Function, warm: V3ProvisionConfig): pulumi.Output<unknown> {
  const { spec, prefix, resources, after } = scope;
  const { parent } = after();
  const look = (id: pulumi.Input<pulumi.ID>, attempt: number) => {
    const suffix = attempt === 1 ? "ready" : `ready-${attempt}`;
    return V3ProvisionConfig.get(`${prefix}-${suffix}`, id, undefined, { parent });
  };
  const id = pulumi.all([warm.id, fn.id, fn.lastModifiedTime]).apply(([known]) => known);
  const first = look(id, 1);
  resources["ready"] = first;
  if (pulumi.runtime.isDryRun()) return pulumi.output(undefined);
  return pulumi.output([first, id] as const).apply(([_, known]) =>
    untilReady({
      name: spec.name,
      wanted: isScaled(spec.warm) ? undefined : spec.warm.instances,
      look: (attempt) => readinessOf(spec, attempt === 1 ? first : look(known, attempt)),
      ...besides(parent),
    }),
  );
}

function readinessOf(
  spec: Scope["spec"],
  { current, target, currentError }: V3ProvisionConfig,
): Promise<Readiness> {
  const said = currentError.apply((error) => error ?? "");
  return new Promise((done) => {
    pulumi.all([current, target, hideValues(spec, said)]).apply(([ready, asked, error]) =>
      // What is not said cannot be waited for.
      done({
        current: ready ?? Number.POSITIVE_INFINITY,
        target: asked ?? 0,
        currentError: error || undefined,
      }),
    );
  });
}

/** What decides when the instances are ready, and how to look. */
interface Instances extends Omit<Waiting, "look" | "advice" | "longestWaitMs"> {
  readonly name: string;
  /** Instances that have to be ready; what Function Compute itself aims for unless given. */
  readonly wanted: number | undefined;
  look(attempt: number): Promise<Readiness>;
}

/** Waits for the instances, and fails with what Function Compute says when they do not start. */
export function untilReady({ name, wanted, look, ...waiting }: Instances): Promise<void> {
  return waitUntilDone({
    ...waiting,
    longestWaitMs,
    advice: "The log of the function has more; correct it and deploy again.",
    look: async (attempt) => {
      const { current, target, currentError } = await look(attempt);
      const asked = wanted ?? target;
      const state = `"${name}" has ${current} of ${asked} warm instances ready`;
      return { isDone: current >= asked, state, error: currentError };
    },
  });
}
