import type { FunctionStatus } from "../emulator/function-config.js";
import { CommandError } from "./command-error.js";

/** The tag in which a deployment keeps the name that the program gave the function. */
const shortNameTag = "goserverless:name";

/** The deployed function that is meant by a full name, or by a short one that only one function has. */
export function findFunction(functions: readonly FunctionStatus[], name: string): FunctionStatus {
  const match = findFunctionIfAny(functions, name);
  if (match === undefined) throw new CommandError(toUnknownText(functions, name));
  return match;
}

/** The same, where the name may stand for something else. */
export function findFunctionIfAny(
  functions: readonly FunctionStatus[],
  name: string,
): FunctionStatus | undefined {
  const exact = functions.filter((candidate) => candidate.name === name);
  const matches =
    exact.length > 0 ? exact : functions.filter((candidate) => candidate.tags[shortNameTag] === name);
  if (matches.length > 1) {
    throw new CommandError(
      `"${name}" is ${matches.length} functions: ${toNames(matches)}. Use the full name.`,
    );
  }
  return matches[0];
}

function toUnknownText(functions: readonly FunctionStatus[], name: string): string {
  if (functions.length === 0)
    return `"${name}" is not deployed, nor is anything else. Deploy it with "pulumi up".`;
  return `"${name}" is not deployed. Deployed: ${toNames(functions)}.`;
}

function toNames(functions: readonly FunctionStatus[]): string {
  return functions.map(({ name }) => name).join(", ");
}
