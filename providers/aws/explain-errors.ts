import * as pulumi from "@pulumi/pulumi";
import { hintFor } from "./hints.js";

/** One hook for each run of a program: Pulumi's Automation API has several in one process. */
const hooksOf = new WeakMap<object, pulumi.ResourceHookBinding>();

/** Adds a line of what to do to the errors that users commonly meet. */
export function explainErrors(): pulumi.ResourceHookBinding | undefined {
  const monitor = pulumi.runtime.getMonitor() as object | undefined;
  // Pulumi's mocks know no hooks.
  if (monitor === undefined || !("registerErrorHook" in monitor)) return undefined;
  const known = hooksOf.get(monitor);
  if (known !== undefined) return known;
  const hook = new pulumi.ErrorHook("goserverless:aws:explain", ({ name, type, errors, newInputs }) => {
    const hint = hintFor({ type, error: errors[0] ?? "", inputs: newInputs ?? {} });
    if (hint !== undefined) void pulumi.log.error(`${name}: ${hint}`);
    return false;
  });
  const hooks = { onError: [hook] };
  hooksOf.set(monitor, hooks);
  return hooks;
}
