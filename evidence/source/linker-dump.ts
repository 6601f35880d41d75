/** What the linker said it keeps, and why. */
export interface LinkerDump {
  /** By what each symbol was reached first. */
  readonly reachedBy: ReadonlyMap<string, string>;
  /**
   * Functions that look methods up by a name or number known only at run time, in the order they were reached; without
   * those that were reached after all methods had been kept, because they might be there for that reason alone.
   */
  readonly methodLookups: readonly string[];
}

const arrow = " -> ";
const flags = / (?:<UsedInIface>)?(?:<ReflectMethod>)?$/;
const typePrefix = "type:";

/**
 * Reads what `-ldflags=-dumpdep` prints.
 *
 * The linker first follows what is reachable, then keeps methods, and so on in turns; from the turn after the first
 * method lookup on, or from the first if plugins may be loaded, it keeps all exported methods:
 * https://github.com/golang/go/blob/go1.26.0/src/cmd/link/internal/ld/deadcode.go
 */
export function readLinkerDump(text: string, mayLoadPlugins = false): LinkerDump {
  const reachedBy = new Map<string, string>();
  const methodLookups = new Set<string>();
  let keepsAllNext = mayLoadPlugins;
  let keepsAll = false;
  for (const line of lines(text)) {
    const edge = readEdge(line, reachedBy);
    if (!edge) continue;
    const { from, to, looksMethodsUp } = edge;
    keepsAll ||= keepsAllNext && isMethodOf(from, to);
    if (!reachedBy.has(to)) reachedBy.set(to, from);
    if (looksMethodsUp && !keepsAll) methodLookups.add(to);
    // A turn of keeping methods is lines that start at types; any other shows that what they reach is being followed.
    if (methodLookups.size > 0 && !from.startsWith(typePrefix)) keepsAllNext = true;
  }
  return { reachedBy, methodLookups: [...methodLookups] };
}

/** Of a dump that can be tens of megabytes, one line at a time. */
function* lines(text: string): Generator<string> {
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf("\n", start);
    if (end === -1) end = text.length;
    yield text.slice(start, end);
  }
}

interface Edge {
  /** Empty where the linker starts. */
  readonly from: string;
  readonly to: string;
  readonly looksMethodsUp: boolean;
}

function readEdge(line: string, known: ReadonlyMap<string, string>): Edge | undefined {
  // The tag of a struct field can hold an arrow too; what leads somewhere was itself reached before.
  for (let at = line.indexOf(arrow); at !== -1; at = line.indexOf(arrow, at + 1)) {
    const from = line.slice(0, at).replace(flags, "");
    if (from !== "_" && !known.has(from)) continue;
    const to = line.slice(at + arrow.length);
    return {
      from: from === "_" ? "" : from,
      to: to.replace(flags, ""),
      looksMethodsUp: to.endsWith("<ReflectMethod>"),
    };
  }
  return undefined;
}

/** `type:*os.File` has `os.(*File).Close`. */
function isMethodOf(type: string, symbol: string): boolean {
  if (!type.startsWith(typePrefix)) return false;
  const receiver = type.slice(typePrefix.length).replace(/[(*)]/g, "");
  return receiver !== "" && symbol.replace(/[(*)]/g, "").startsWith(`${receiver}.`);
}
