import { Command } from "commander";
import type { InvokeOptions } from "./commands/invoke.js";
import type { StatusOptions } from "./commands/local-status.js";
import type { LogsOptions } from "./commands/logs.js";
import type { ReportOptions } from "./commands/report.js";
import { declareBuild } from "./declare-build.js";
import { declareImages } from "./declare-images.js";
import { declareInspect } from "./declare-inspect.js";
import { declareMeasure } from "./declare-measure.js";
import { toExamples } from "./examples.js";
import type { Terminal } from "./terminal.js";
import { toOneOf } from "./to-one-of.js";
import { toWholeNumber } from "./to-whole-number.js";
import { UsageError } from "./usage-error.js";
import { toUsageText } from "./usage-text.js";

/** The command line: every command with its options; a command's code is loaded when it runs. */
export function createProgram(version: string, terminal: Terminal): Command {
  const program = new Command("goserverless")
    .description("Builds, calls and measures Go functions.")
    .version(version, "--version", "print the version")
    .option("--verbose", "on failure, print where it comes from")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", toExamples("goserverless local start", "goserverless build ./cmd/api --out dist"));
  declareBuild(program, terminal);
  declareImages(program, terminal);
  declareInspect(program, terminal);
  addInvoke(program, terminal);
  addLogs(program, terminal);
  addReport(program, terminal);
  declareMeasure(program, terminal);
  addLocal(program, terminal);
  speakInSentences(program, program.name());
  return program;
}

function addInvoke(program: Command, terminal: Terminal): void {
  program
    .command("invoke <name>")
    .summary("call a function directly")
    .description(
      "Calls a deployed function and prints its answer; the exit status is 1 when the function failed.",
    )
    .option("--data <json>", "the event: JSON, @file, or - for standard input", "{}")
    .addHelpText(
      "after",
      toExamples(
        `goserverless invoke hello --data '{"name": "Ada"}'`,
        "goserverless invoke hello --data @event.json",
      ),
    )
    .action(async (name: string, options: InvokeOptions) => {
      const { invokeFunction } = await import("./commands/invoke.js");
      if (!(await invokeFunction(name, options, terminal))) process.exitCode = 1;
    });
}

function addLogs(program: Command, terminal: Terminal): void {
  program
    .command("logs <name>")
    .summary("print what a function wrote")
    .description("Prints what a deployed function wrote, and a REPORT line for each call, oldest first.")
    .option("--follow", "go on with what it writes from now on")
    .addHelpText("after", toExamples("goserverless logs hello --follow"))
    .action(async (name: string, options: LogsOptions) => {
      const { printLogs } = await import("./commands/logs.js");
      await printLogs(name, options, terminal);
    });
}

function addReport(program: Command, terminal: Terminal): void {
  program
    .command("report [name...]")
    .summary("measure functions, next to a go build")
    .description(
      "Measures deployed functions now: size and start-up next to a plain go build, and calls through the URL.\n" +
        "The calls are real ones: GET requests for /.",
    )
    .option("--cold <calls>", "first calls of a new instance", toWholeNumber("--cold", 1_000), 10)
    .option("--warm <calls>", "calls of a running instance", toWholeNumber("--warm", 100_000), 200)
    .option("--runs <starts>", "starts of each binary", toWholeNumber("--runs", 1_000), 40)
    .option("--json", "print a JSON document")
    .option("--html <file>", "write a page about one stack instead: all of the above, and its history")
    .option("--stack <stack>", "the stack of the page: dev, or shop/dev")
    .option("--lang <language>", "what the page shows first: en or zh", toOneOf("--lang", ["en", "zh"]))
    .addHelpText(
      "after",
      toExamples(
        "goserverless report",
        "goserverless report hello --cold 50 --json",
        "goserverless report --html report.html",
      ),
    )
    .action(async (names: string[], options: ReportOptions) => {
      const { reportFunctions } = await import("./commands/report.js");
      await reportFunctions(names, options, terminal);
    });
}

function addLocal(program: Command, terminal: Terminal): void {
  const local = program
    .command("local")
    .summary("start, show or stop the local cloud")
    .description("The local cloud: one background process that runs what was deployed to this machine.")
    .helpCommand(false)
    .addHelpText("after", toExamples("goserverless local start", "goserverless local status --json"));
  local
    .command("start")
    .summary("start it with everything that is deployed")
    .description("Starts the local cloud with everything that is deployed.")
    .action(async () => {
      const { startLocal } = await import("./commands/local-start.js");
      await startLocal(terminal);
    });
  local
    .command("status")
    .summary("show it and its functions")
    .description("Shows the local cloud and its functions.")
    .option("--json", "print a JSON document")
    .action(async (options: StatusOptions) => {
      const { showLocal } = await import("./commands/local-status.js");
      await showLocal(options, terminal);
    });
  local
    .command("stop")
    .summary("stop it; what is deployed comes back with the next start")
    .description("Stops the local cloud; what is deployed comes back with the next start.")
    .action(async () => {
      const { stopLocal } = await import("./commands/local-stop.js");
      await stopLocal(terminal);
    });
}

/** The parser prints nothing itself, and every error of it becomes a sentence with the command to ask for help. */
function speakInSentences(command: Command, path: string): void {
  command.configureOutput({ outputError: () => {} }).exitOverride((error) => {
    const isHelp = error.code.startsWith("commander.help") || error.code === "commander.version";
    throw isHelp ? error : new UsageError(toUsageText(error.message, path), { cause: error });
  });
  for (const child of command.commands) speakInSentences(child, `${path} ${child.name()}`);
}
