import type { Command } from "commander";
import type { InspectOptions } from "./commands/inspect.js";
import { toExamples } from "./examples.js";
import { toGoOptions } from "./go-flags.js";
import type { Terminal } from "./terminal.js";
import { toOneOf } from "./to-one-of.js";
import { toWholeNumber } from "./to-whole-number.js";

/** `goserverless inspect`, of what was built or of what is to be built. */
export function declareInspect(program: Command, terminal: Terminal): void {
  const goOptions = toGoOptions();
  program
    .command("inspect <path>")
    .summary("show an artifact, and what it costs")
    .description(
      "Shows what is in an image (an OCI layout folder or a tar for docker load), a zip or a binary: its size by Go " +
        "package, how it was built, every file with its mode, what is linked into it. A folder with a Go main package " +
        "is built first, and shown with the reasons: which imports bring a package in, what its inits take, what to do.",
    )
    .option("--all", "show every row of every table")
    .option("--entry <folder>", "the main package that an artifact was built from, to show the reasons")
    .option("--against <path>", "compare sizes with another artifact, or with what was deployed last: last")
    .option("--stack <name>", "of the stack whose last deployment is compared with (default: any)")
    .option("--start", "start the program to measure its package inits (default for a main package)")
    .option("--no-start", "do not start it")
    .option("--runs <starts>", "how often it is started", toWholeNumber("--runs", 1_000), 20)
    .option(
      "--contract <contract>",
      "what it speaks: lambda or fc",
      toOneOf("--contract", ["lambda", "fc"]),
      "lambda",
    )
    .optionsGroup("Options for the output:")
    .option("--json", "print a JSON document")
    .option("--markdown", "print Markdown, for a pull request")
    .option("--html <file>", "write a page, and print its path")
    .option("--treemap <file>", "write an SVG of the size, and print its path")
    .option("--waterfall <file>", "write an SVG of the start, and print its path")
    .optionsGroup("Options for a main package:")
    .addOption(goOptions.arch)
    .addOption(goOptions.tag)
    .addOption(goOptions.ldflag)
    .addHelpText(
      "after",
      toExamples(
        "goserverless inspect ./cmd/api --html api.html",
        "goserverless inspect ./cmd/api --against last --markdown",
        "goserverless inspect dist/api.zip --json",
      ),
    )
    .action(async (path: string, options: InspectOptions) => {
      const { inspectPath } = await import("./commands/inspect.js");
      await inspectPath(path, options, terminal);
    });
}
