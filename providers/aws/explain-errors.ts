import * as pulumi from "@pulumi/pulumi";
import { hintFor } from "./hints.js";
import { lostUpdate } from "./lost-update.js";

interface Hooks {
  readonly ofAll: pulumi.ResourceHookBinding;
  readonly ofFunction: pulumi.ResourceHookBinding;
}

/** One set for each run of a program: Pulumi's Automation API has several in one process. */
const hooksOf = new WeakMap<object, Hooks>();

/** Adds a line of what to do to the errors that users commonly meet, and refuses to go on as if there had been none. */
export function explainErrors(): Partial<Hooks> {
  const monitor = pulumi.runtime.getMonitor() as object | undefined;
  // Pulumi's mocks know no hooks.
  if (monitor === undefined || !("registerErrorHook" in monitor)) return {};
  const known = hooksOf.get(monitor);
  if (known !== undefined) return known;
  const explain = new pulumi.ErrorHook(
    "goserverless:aws:explain",
    ({ name, errors, newInputs, ...about }) => {
      const hint = hintFor({ ...about, error: errors[0] ?? "", inputs: newInputs ?? {} });
      if (hint !== undefined) void pulumi.log.error(`${name}: ${hint}`);
      return false;
    },
  );
  // Only an `up`: in a preview not everything is known.
  const refuse = new pulumi.ResourceHook("goserverless:aws:refuse-lost-update", async (update) => {
    const { oldInputs, oldOutputs, newInputs } = update;
    const reason = lostUpdate(await plain({ oldInputs, oldOutputs, newInputs }));
    if (reason !== undefined) throw new Error(reason);
  });
  const ofAll = { onError: [explain] };
  const hooks = { ofAll, ofFunction: { ...ofAll, beforeUpdate: [refuse] } };
  hooksOf.set(monitor, hooks);
  return hooks;
}

/** Secrets inside arrive as outputs. */
function plain<T>(value: T): Promise<T> {
  return new Promise((done) => pulumi.output(value).apply((each) => done(each as T)));
}
