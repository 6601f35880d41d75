import { type Go, runGo } from "../../build/go.js";

/** What a function may call to look a method up, in the order in which one of several is named. */
const lookups: Readonly<Record<string, string>> = {
  "reflect.Value.MethodByName": "reflect.Value.MethodByName",
  "reflect.Value.Method": "reflect.Value.Method",
  "reflect.(*rtype).MethodByName": "reflect.Type.MethodByName",
  "reflect.(*rtype).Method": "reflect.Type.Method",
};

/** A call through the interface `reflect.Type`, which machine code does not name. */
const throughInterface = "reflect.Type.Method or MethodByName";

/** Tells what each of these functions calls to look a method up, from a binary's machine code. */
export async function calledLookups(
  go: Go,
  binary: string,
  symbols: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const pattern = `^(${symbols.map(quoted).join("|")})$`;
  const { stdout } = await runGo(go, ["tool", "objdump", "-s", pattern, binary]);
  return readDisassembly(stdout, symbols);
}

/** Reads what `go tool objdump` prints. */
export function readDisassembly(text: string, symbols: readonly string[]): ReadonlyMap<string, string> {
  const calls = new Map<string, Set<string>>();
  for (const block of text.split(/^TEXT /m).slice(1)) {
    const symbol = block.slice(0, block.indexOf("(SB)"));
    const called = [...block.matchAll(/\bCALL (\S+)\(SB\)/g)].map(([, name = ""]) => name);
    calls.set(symbol, new Set(called));
  }
  return new Map(
    symbols.map((symbol) => {
      const called = Object.keys(lookups).find((name) => calls.get(symbol)?.has(name));
      return [symbol, lookups[called ?? ""] ?? throughInterface];
    }),
  );
}

function quoted(symbol: string): string {
  return symbol.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
