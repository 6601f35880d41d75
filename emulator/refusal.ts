import type { ServerResponse } from "node:http";
import type { Contract } from "./function-config.js";

/** Statuses that a gateway answers by itself. */
export type RefusalStatus = 413 | 429 | 502;

/** What each cloud says to its callers; the causes are in the function's log. */
const bodies: Readonly<Record<Contract, Readonly<Record<RefusalStatus, object>>>> = {
  lambda: {
    413: { Message: "Request Entity Too Large" },
    429: { Message: "Rate Exceeded." },
    502: { Message: "Internal Server Error" },
  },
  fc: {
    413: { ErrorCode: "PayloadTooLarge", ErrorMessage: "The request is larger than 32 MB." },
    429: {
      ErrorCode: "ResourceThrottled",
      ErrorMessage: "The function has as many calls at once as it may have.",
    },
    502: { ErrorCode: "FunctionFailed", ErrorMessage: "The function failed." },
  },
};

/** The header that tells a caller which call in the log was its own. */
export const requestIdHeader: Readonly<Record<Contract, string>> = {
  lambda: "x-amzn-requestid",
  fc: "x-fc-request-id",
};

/** Answers a caller in place of the function; an answer that has begun is broken off. */
export function refuse(
  response: ServerResponse,
  contract: Contract,
  status: RefusalStatus,
  headers: readonly string[] = [],
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(bodies[contract][status]);
  const own = ["content-type", "application/json", "content-length", String(Buffer.byteLength(body))];
  response.writeHead(status, [...own, ...headers]);
  response.end(body);
}
