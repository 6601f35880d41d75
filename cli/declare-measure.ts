import type { Command } from "commander";
import type { MeasureOptions } from "./commands/measure.js";
import { toExamples } from "./examples.js";
import type { Terminal } from "./terminal.js";
import { toWholeNumber } from "./to-whole-number.js";

/** The defaults are the round numbers with which every percentile of warm calls, and all but the p99 of cold ones, has an interval. */
export function declareMeasure(program: Command, terminal: Terminal): void {
  program
    .command("measure <target> [name...]")
    .summary("force cold starts and measure them")
    .description(
      "Forces cold starts of what is deployed, and shows the platform's own figures\n" +
        "next to published ones. The target is a function on the local cloud, or a stack\n" +
        "of the Pulumi project in this folder: all of its functions, or those named.\n" +
        "The calls are real ones; on aws and aliyun they are billed, and need --yes.",
    )
    .option("--cold <starts>", "cold starts to force", toWholeNumber("--cold", 1_000), 40)
    .option("--warm <calls>", "calls of a running instance", toWholeNumber("--warm", 10_000), 400)
    .option("--data <json>", "the event: JSON, @file, or - for standard input", "{}")
    .option("--yes", "make the calls on a cloud that bills them")
    .option("--json", "print a JSON document")
    .addHelpText(
      "after",
      toExamples("goserverless measure hello", "goserverless measure prod api --cold 40 --yes --json"),
    )
    .action(async (target: string, names: string[], options: MeasureOptions) => {
      const { measure } = await import("./commands/measure.js");
      await measure(target, names, options, terminal);
    });
}
