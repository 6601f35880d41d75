import { BuildError } from "./build-error.js";

/** One error for several: itself when it is alone, otherwise every message once. */
export function combineErrors(failures: readonly unknown[]): unknown {
  const bug = failures.find((failure) => !(failure instanceof BuildError));
  if (bug !== undefined) return bug;
  const errors = failures.filter((failure) => failure instanceof BuildError);
  const messages = [...new Set(errors.map((error) => error.message))];
  const [first] = errors;
  if (messages.length === 1 && first) return first;
  return new BuildError(messages.join("\n\n"), { cause: new AggregateError(errors) });
}
