import { BuildError } from "./build-error.js";
import { checkFlags, readGoflags } from "./go-flags.js";
import { joinQuoted } from "./go-quoting.js";
import { messages } from "./messages.js";
import type { GoOptions } from "./request.js";

/** Leaves the RPC server out of programs on `aws-lambda-go`, which only the retired `go1.x` runtime used. */
const ourTags = ["lambda.norpc"];
/** No symbol table, no debug data, and no build id: the content's own hash says more. */
const ourLdflags = ["-s", "-w", "-buildid="];

/** The flags that `go build` and `go list` are both run with, given the value of `GOFLAGS` that is in force. */
export function goArguments(options: Pick<GoOptions, "tags" | "ldflags" | "flags">, goflags = ""): string[] {
  checkFlags(options.flags);
  const inherited = readGoflags(goflags);
  for (const tag of options.tags) {
    if (!/^[\p{L}\p{N}_.]+$/u.test(tag)) throw new BuildError(messages.badTag(tag));
  }
  const tags = [...new Set([...ourTags, ...inherited.tags, ...options.tags])].join(",");
  const ldflags = [...ourLdflags, ...inherited.ldflags, joinQuoted(options.ldflags)].join(" ").trimEnd();
  return ["-trimpath", "-buildvcs=false", "-tags", tags, "-ldflags", ldflags, ...options.flags];
}
