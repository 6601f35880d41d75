import { join } from "node:path";
import { runGo } from "../../build/go.js";
import { failure } from "../../build/go-failure.js";
import { packagePath } from "../../build/go-package.js";
import { goSetup } from "../../build/go-setup.js";
import { messages } from "../../build/messages.js";
import { showPath } from "../../build/show-path.js";
import { withWorkFolder } from "../../build/work-folder.js";
import { callChain } from "./call-chain.js";
import type { EntryRequest } from "./entry-request.js";
import { readLinkerDump } from "./linker-dump.js";
import { calledLookups } from "./method-lookups.js";
import type { Spoiler } from "./source-facts.js";

/** Has the linker tell what it keeps and why, and leave the symbols in that name what a function calls. */
const dumping = ["-dumpdep", "-s=false"];

interface Linked {
  readonly folder: string;
  readonly moduleRoot: string;
  /** The shortest import chain to each package. */
  readonly chains: Readonly<Record<string, readonly string[]>>;
}

/** Links the program once more, into a folder that is then removed, to learn what keeps all methods in it. */
export async function readSpoilers(
  request: EntryRequest,
  { folder, moduleRoot, chains }: Linked,
): Promise<Spoiler[]> {
  const { go, flags, target } = await goSetup(moduleRoot, request, dumping);
  return withWorkFolder("link-", async (scratch) => {
    const binary = join(scratch, "program");
    const result = await runGo(go, ["build", ...flags, "-o", binary, packagePath(moduleRoot, folder)]);
    if (result.exitCode !== 0) {
      const output = result.stderr.replace(/^.* -> .*\n?/gm, "");
      throw failure(messages.cannotBuild([showPath(folder)], target), moduleRoot, result, output);
    }
    // https://github.com/golang/go/blob/go1.26.0/src/cmd/link/internal/ld/lib.go has it so, called or not.
    const pluginChain = "runtime/cgo" in chains ? chains["plugin"] : undefined;
    const { reachedBy, methodLookups } = readLinkerDump(result.stderr, pluginChain !== undefined);
    const calls =
      methodLookups.length > 0 ? await calledLookups(go, binary, methodLookups) : new Map<string, string>();
    // The one is often inlined, whereupon the other is what is called.
    const opener = reachedBy.get("plugin.Open") ?? reachedBy.get("plugin.open");
    return [
      ...(pluginChain
        ? [{ calls: "plugin.Open", chain: opener ? callChain(opener, reachedBy) : pluginChain.slice(0, -1) }]
        : []),
      ...methodLookups.map((symbol) => ({
        calls: calls.get(symbol) ?? "",
        chain: callChain(symbol, reachedBy),
      })),
    ];
  });
}
