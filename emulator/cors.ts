import type { IncomingMessage } from "node:http";
import type { CorsConfig } from "./function-config.js";

/** Tells a browser's question before a cross-origin request, which the gateway answers without the function. */
export function isPreflight({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  return method === "OPTIONS" && "origin" in headers && "access-control-request-method" in headers;
}

/** The headers that answer a preflight, name and value in turns; none for an origin that is not allowed. */
export function preflightHeaders(cors: CorsConfig, origin: string | undefined): string[] {
  const headers = originHeaders(cors, origin);
  if (headers.length === 0) return headers;
  if (cors.allowMethods.length > 0) headers.push("access-control-allow-methods", cors.allowMethods.join(","));
  if (cors.allowHeaders.length > 0) headers.push("access-control-allow-headers", cors.allowHeaders.join(","));
  if (cors.maxAgeSeconds > 0) headers.push("access-control-max-age", String(cors.maxAgeSeconds));
  return headers;
}

/** Puts the rules' headers on an answer, in place of those that the function gave. */
export function withCors(headers: readonly string[], cors: CorsConfig, origin: string | undefined): string[] {
  const result: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? "";
    if (!name.toLowerCase().startsWith("access-control-")) result.push(name, headers[at + 1] ?? "");
  }
  const added = originHeaders(cors, origin);
  if (added.length > 0 && cors.exposeHeaders.length > 0) {
    added.push("access-control-expose-headers", cors.exposeHeaders.join(","));
  }
  return [...result, ...added];
}

function originHeaders(cors: CorsConfig, origin: string | undefined): string[] {
  if (origin === undefined) return [];
  const any = cors.allowOrigins.includes("*");
  if (!any && !cors.allowOrigins.includes(origin)) return [];
  // A browser takes no `*` for a request with credentials: https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
  if (any && !cors.allowCredentials) return ["access-control-allow-origin", "*"];
  const headers = ["access-control-allow-origin", origin, "vary", "Origin"];
  if (cors.allowCredentials) headers.push("access-control-allow-credentials", "true");
  return headers;
}
