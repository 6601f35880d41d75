/** How a registry wants to be told who asks. */
export interface Challenge {
  readonly scheme: "basic" | "bearer";
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const element = new RegExp(`(${token})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token})))?`, "g");

/**
 * Reads a `WWW-Authenticate` header, of which the strongest known scheme counts.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenge(header: string): Challenge | undefined {
  const found: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const [, name = "", quoted, plain] of header.matchAll(element)) {
    const value = quoted?.replaceAll(/\\(.)/g, "$1") ?? plain;
    const last = found.at(-1);
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: {} });
    else if (last) last.parameters[name.toLowerCase()] = value;
  }
  for (const scheme of ["bearer", "basic"] as const) {
    const challenge = found.find((each) => each.scheme === scheme);
    if (challenge) return { scheme, parameters: challenge.parameters };
  }
  return undefined;
}
