/**
 * The functions by which the linker came from `main.main` to a symbol, as Go shows their names.
 *
 * What is reached by the initialization of a package alone starts at that package's `init`.
 */
export function callChain(symbol: string, reachedBy: ReadonlyMap<string, string>): string[] {
  const chain: string[] = [];
  // What leads to a symbol was reached before it, so that there are no circles; a damaged dump is no reason to hang.
  for (let at = symbol; at !== "" && chain.length <= reachedBy.size; at = reachedBy.get(at) ?? "") {
    chain.unshift(at);
    if (at === "main.main") break;
  }
  const shown = chain.filter((name) => !isMadeByGo(name)).map(shownName);
  return shown.filter((name, index) => name !== shown[index - 1]);
}

/** Types, tables, constants and lists of initializers, which a call goes through but nobody wrote. */
function isMadeByGo(symbol: string): boolean {
  return /^(?:type|go):/.test(symbol) || /(?<!\.)\.\.(?!\.)/.test(symbol);
}

/** Without the mark of a function's address; dots in a path's last element are escaped in symbols. */
function shownName(symbol: string): string {
  return unescaped(symbol.replace(/·f$/, ""));
}

function unescaped(symbol: string): string {
  return symbol.replace(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
