import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

/** A resource that a cloud refused, and in which words. */
export interface Refusal {
  readonly type: string;
  /** `create`, `update` or `delete`. */
  readonly failedOperation: string;
  readonly error: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a cloud says, and what to do then. */
export interface HintRow {
  /** Of one type of resource only. */
  readonly type?: string;
  readonly says: RegExp;
  readonly hint: string | ((inputs: Refusal["inputs"]) => string);
}

export interface ErrorHookOptions {
  /** One line of what to do about an error, if it is a common one. */
  hintFor(refusal: Refusal): string | undefined;
  /** How long to wait before another attempt, for what time heals; undefined when it does not. */
  pauseMs?(refusal: Refusal, attempts: number): number | undefined;
}

/** One set for each run of a program: Pulumi's Automation API has several in one process. */
const made = new WeakMap<object, Map<string, object>>();

/** Makes a hook when it is first asked for in a run of a program; undefined for Pulumi's mocks, which know no hooks. */
export function oncePerRun<Hook extends object>(name: string, make: () => Hook): Hook | undefined {
  const monitor = pulumi.runtime.getMonitor() as object | undefined;
  if (monitor === undefined || !("registerErrorHook" in monitor)) return undefined;
  const ofRun = made.get(monitor) ?? new Map<string, object>();
  made.set(monitor, ofRun);
  const hook = ofRun.get(name) ?? make();
  ofRun.set(name, hook);
  return hook as Hook;
}

/** Adds a line of what to do to the errors that users commonly meet, and repeats what only takes time. */
export function errorHook(
  name: string,
  { hintFor, pauseMs }: ErrorHookOptions,
): pulumi.ResourceHookBinding | undefined {
  return oncePerRun(name, () => {
    const hook = new pulumi.ErrorHook(name, async (failure) => {
      const { type, failedOperation, errors, newInputs = {} } = failure;
      const refusal = { type, failedOperation, error: errors[0] ?? "", inputs: newInputs };
      const waitMs = pauseMs?.(refusal, errors.length);
      if (waitMs !== undefined) {
        await sleep(waitMs);
        return true;
      }
      const hint = hintFor(refusal);
      if (hint !== undefined) void pulumi.log.error(`${failure.name}: ${hint}`);
      return false;
    });
    return { onError: [hook] };
  });
}

/** The hint of the first row that fits. */
export function findHint(rows: readonly HintRow[], { type, error, inputs }: Refusal): string | undefined {
  const row = rows.find((each) => (each.type ?? type) === type && each.says.test(error));
  return typeof row?.hint === "function" ? row.hint(inputs) : row?.hint;
}
