import { setTimeout as sleep } from "node:timers/promises";
import type { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import { V3ProvisionConfig } from "@pulumi/alicloud/fc/v3provisionConfig.js";
import * as pulumi from "@pulumi/pulumi";
import { isScaled } from "../../components/warm-timetable.js";
import { withoutStack } from "../../components/without-stack.js";
import { hideValues } from "../environment.js";
import type { Scope } from "./scope.js";

/** What Function Compute says of the ready instances. */
export interface Readiness {
  readonly current: number;
  readonly target: number;
  readonly currentError?: string;
}

const longestWaitMs = 300_000;
const longestPauseMs = 30_000;
/** One may be of the instances before. */
const errorsToFail = 3;

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
      pause: (milliseconds) => sleep(milliseconds),
      now: () => performance.now(),
      report: (message) => void pulumi.log.info(message, parent, undefined, true),
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

interface Waiting {
  readonly name: string;
  /** Instances that have to be ready; what Function Compute itself aims for unless given. */
  readonly wanted: number | undefined;
  look(attempt: number): Promise<Readiness>;
  pause(milliseconds: number): Promise<unknown>;
  /** In milliseconds: a look takes its time, too. */
  now(): number;
  report(message: string): void;
}

/** Looks at growing intervals, and fails with what Function Compute says when the instances do not start. */
export async function untilReady({ name, wanted, look, pause, now, report }: Waiting): Promise<void> {
  const startedAt = now();
  let errors = 0;
  for (let attempt = 1, pauseMs = 1_000; ; attempt++, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { current, target, currentError } = await look(attempt);
    const asked = wanted ?? target;
    if (current >= asked) return;
    const waitedMs = now() - startedAt;
    errors = currentError === undefined ? 0 : errors + 1;
    const state = `"${name}" has ${current} of ${asked} warm instances ready`;
    const why = currentError === undefined ? "" : ` Function Compute says: ${asSentence(currentError)}`;
    if (errors === errorsToFail || waitedMs >= longestWaitMs) {
      const after = `${state} after ${Math.round(waitedMs / 1000)} seconds.${why}`;
      throw withoutStack(
        new pulumi.RunError(`${after} The log of the function has more; correct it and deploy again.`),
      );
    }
    report(`${state}.${why}`);
    await pause(pauseMs);
  }
}

function asSentence(text: string): string {
  return text.trimEnd().replace(/\.?$/, ".");
}
