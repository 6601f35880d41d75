import { ApiError } from "./api-error.js";
import { isObject, type Props } from "./wire.js";

/** The statements of a policy document; throws when it is none. */
export function statements(policy: unknown): Props[] {
  const document: unknown = typeof policy === "string" ? parse(policy) : policy;
  const found = isObject(document) ? list(document["Statement"]).filter(isObject) : [];
  if (
    found.length === 0 ||
    found.some(({ Effect, Action, NotAction }) => !Effect || (Action ?? NotAction) === undefined)
  )
    throw new ApiError("MalformedPolicyDocument", "Syntax errors in policy.");
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("MalformedPolicyDocument", "This policy contains invalid Json");
  }
}

/** What may stand alone or in a list, as a list. */
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
