import type { Command } from "commander";
import { imageDefaults, maxUser } from "../build/image-defaults.js";
import type { BuildOptions } from "./commands/build.js";
import { toExamples } from "./examples.js";
import { collect, toGoOptions } from "./go-flags.js";
import type { Terminal } from "./terminal.js";
import { toOneOf } from "./to-one-of.js";
import { toWholeNumber } from "./to-whole-number.js";

/** `goserverless build`, with what can be said of the artifact. */
export function declareBuild(program: Command, terminal: Terminal): void {
  const goOptions = toGoOptions();
  program
    .command("build <entry...>")
    .summary("build Go main packages to zips or images")
    .description(
      "Builds Go main packages for Linux, each to a zip or an image that a cloud runs as it is, and prints its path.",
    )
    .addOption(goOptions.arch)
    .option("--out <folder>", "leave <folder>/<name>.zip, named after the entry's last folder")
    .addOption(goOptions.tag)
    .addOption(goOptions.ldflag)
    .option("--include <path>", "a file or folder to pack, relative to the entry; repeatable", collect)
    .option("--packaging <kind>", "zip or image", toOneOf("--packaging", ["zip", "image"]), "zip")
    .option("--json", "print a JSON document")
    .optionsGroup("Options for images:")
    .option(
      "--output <form>",
      "layout, an OCI layout folder <name>; or docker-tar, a <name>.tar for docker load (default: layout)",
      toOneOf("--output", ["layout", "docker-tar"]),
    )
    .option(
      "--user <id>",
      `whom the program runs as (default: ${imageDefaults.user})`,
      toWholeNumber("--user", maxUser),
    )
    .option("--ca-certificates", "hold the certificates that this machine trusts (default)")
    .option("--no-ca-certificates", "hold none")
    .option("--time-zones", "hold the time zones of the Go toolchain")
    .option("--label <key=value>", "source, revision, version or licenses; repeatable", collect)
    .addHelpText(
      "after",
      toExamples(
        "goserverless build ./cmd/api ./cmd/worker --arch arm64 --out dist",
        "goserverless build . --ldflag=-X=main.version=1.2 --include templates --json",
        "goserverless build . --packaging image --label version=1.2 --out dist",
      ),
    )
    .action(async (entries: string[], options: BuildOptions) => {
      const { buildEntries } = await import("./commands/build.js");
      await buildEntries(entries, options, terminal);
    });
}
