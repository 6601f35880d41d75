import { ifThere } from "../api-error.js";
import type { Operation } from "../operation.js";
import type { Props } from "../wire.js";

const root = "/2023-03-30/functions";

interface FcRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the functions. */
  readonly path: string;
  readonly query?: string;
  readonly body?: Props;
}

/** One call to Function Compute, kept as it is sent. */
export function callFc<T>(
  operation: Operation,
  action: string,
  target: string,
  { method, path, query, body }: FcRequest,
  work: () => T | Promise<T>,
): Promise<T> {
  const request = {
    method,
    path: `${root}${path}${query ? `?${query}` : ""}`,
    ...(body && { body: shortened(body) }),
  };
  return operation.call(`fc:${action}`, target, work, request);
}

/** What the provider takes as gone; directly after create, it is an error. */
export function found<T>(operation: Operation, call: Promise<T>): Promise<T | undefined> {
  return operation.isNew ? call : ifThere(call);
}

/** `api:live` is the alias of a function. */
export function split(id: string): [functionName: string, rest: string] {
  const [functionName = "", rest = ""] = id.split(":");
  return [functionName, rest];
}

export const keyOf = (functionName: string, qualifier?: string) =>
  [functionName, qualifier].filter(Boolean).join(":");

export const queryOf = (qualifier: string | undefined) => (qualifier ? `qualifier=${qualifier}` : "");

/** Without what only takes memory. */
function shortened(body: Props): Props {
  const { code } = body as { code?: { zipFile?: string } };
  const { length = 0 } = code?.zipFile ?? "";
  if (length < 1024) return structuredClone(body);
  return structuredClone({ ...body, code: { ...code, zipFile: `<${length} characters>` } });
}
