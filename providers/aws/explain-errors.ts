import * as pulumi from "@pulumi/pulumi";
import { errorHook, oncePerRun } from "../error-hook.js";
import { hintFor } from "./hints.js";
import { lostUpdate } from "./lost-update.js";

interface Hooks {
  readonly ofAll?: pulumi.ResourceHookBinding;
  readonly ofFunction?: pulumi.ResourceHookBinding;
}

/** Explains what AWS refuses, and refuses to go on as if it had not. */
export function explainErrors(): Hooks {
  const ofAll = errorHook("goserverless:aws:explain", { hintFor });
  const refusing = oncePerRun("goserverless:aws:refuse-lost-update", () => ({
    // Only an `up`: in a preview not everything is known.
    beforeUpdate: [
      new pulumi.ResourceHook("goserverless:aws:refuse-lost-update", async (update) => {
        const { oldInputs, oldOutputs, newInputs } = update;
        const reason = lostUpdate(await plain({ oldInputs, oldOutputs, newInputs }));
        if (reason !== undefined) throw new Error(reason);
      }),
    ],
  }));
  return { ofAll, ofFunction: ofAll && { ...ofAll, ...refusing } };
}

/** Secrets inside arrive as outputs. */
function plain<T>(value: T): Promise<T> {
  return new Promise((done) => pulumi.output(value).apply((each) => done(each as T)));
}
