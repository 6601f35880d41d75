import type { IncomingMessage, ServerResponse } from "node:http";
import { isPreflight, preflightHeaders } from "./cors.js";
import { EmulatorError } from "./emulator-error.js";
import { refuse } from "./refusal.js";
import { TooManyCalls } from "./too-many-calls.js";
import type { Version } from "./version.js";

/** Has a version answer a request to the function's URL, whatever happens. */
export function serveRequest(
  version: Version,
  request: IncomingMessage,
  response: ServerResponse,
  log: (line: string) => void,
): void {
  const { contract, http } = version.config;
  if (http.cors !== undefined && isPreflight(request)) {
    response.writeHead(200, [...preflightHeaders(http.cors, request.headers.origin), "content-length", "0"]);
    response.end();
    return;
  }
  version.serve(request, response).catch((error: unknown) => {
    // A caller that went away in the middle of its own request gets no answer.
    if (request.destroyed && !request.complete) return response.destroy();
    if (error instanceof TooManyCalls) return refuse(response, contract, 429);
    // What kept an instance from starting has been told when it happened.
    if (!(error instanceof EmulatorError))
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return refuse(response, contract, 502);
  });
}
