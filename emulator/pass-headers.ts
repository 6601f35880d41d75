/** Connection headers concern one connection only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const requestHops = new Set(["connection", "keep-alive", "proxy-connection", "upgrade", "expect", "te"]);
const responseHops = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "trailer"]);

/** The headers of a caller that a program gets, name and value in turns. `x-fc-` ones are the gateway's to set. */
export function passedRequestHeaders(rawHeaders: readonly string[]): string[] {
  return without(rawHeaders, (name) => requestHops.has(name) || name.startsWith("x-fc-"));
}

/** The headers of a program's answer that its caller gets. */
export function passedResponseHeaders(rawHeaders: readonly string[]): string[] {
  return without(rawHeaders, (name) => responseHops.has(name));
}

function without(rawHeaders: readonly string[], isLeftOut: (name: string) => boolean): string[] {
  const headers: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (!isLeftOut(name.toLowerCase())) headers.push(name, rawHeaders[at + 1] ?? "");
  }
  return headers;
}
