import type { Command } from "commander";
import type { PushOptions } from "./commands/push.js";
import { toExamples } from "./examples.js";
import type { Terminal } from "./terminal.js";

/** The commands for images that were built. */
export function declareImages(program: Command, terminal: Terminal): void {
  program
    .command("push <image> <repository>")
    .summary("bring an image to a registry")
    .description(
      "Brings an image (an OCI layout folder or a tar for docker load) to a registry, with its SBOM and provenance, " +
        "and prints it as host/name@sha256:...\n" +
        "The repository is host/name or host/name:tag. Without --username, Docker's logins are used.",
    )
    .option("--username <name>", "who pushes; the password is in GOSERVERLESS_REGISTRY_PASSWORD")
    .option("--password-stdin", "read the password from standard input")
    .option("--ca <file>", "certificates to trust besides the usual ones, as PEM")
    .option("--json", "print a JSON document")
    .addHelpText(
      "after",
      toExamples(
        "goserverless push dist/api registry.example.com/shop/api:1.2",
        "goserverless push dist/api.tar registry.internal:5000/api --ca ca.pem",
      ),
    )
    .action(async (image: string, repository: string, options: PushOptions) => {
      const { pushSavedImage } = await import("./commands/push.js");
      await pushSavedImage(image, repository, options, terminal);
    });
}
