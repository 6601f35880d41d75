import { type ChildProcess, spawn } from "node:child_process";
import { type CommandResult, PulumiProject } from "../e2e/pulumi-project.js";

/** The run was told to end. */
class Interrupted extends Error {}

/** Ends one step of Pulumi gracefully when the run is told to end, and begins no other. */
export class InterruptibleProject extends PulumiProject {
  isInterrupted = false;
  #child: ChildProcess | undefined;

  constructor(name: string) {
    super(name);
    // Not the user's: it is part of the command that is printed when something is left.
    delete this.env["PULUMI_CONFIG_PASSPHRASE_FILE"];
    this.env["PULUMI_CONFIG_PASSPHRASE"] = "";
  }

  interrupt(): void {
    // A second signal would end Pulumi at once, in the middle of what it does.
    if (!this.isInterrupted) this.#child?.kill("SIGINT");
    this.isInterrupted = true;
  }

  override run(command: string, args: readonly string[]): Promise<CommandResult> {
    if (this.isInterrupted) return Promise.reject(new Interrupted());
    return new Promise((resolve, reject) => {
      // In a process group of its own: Ctrl-C would reach Pulumi twice, and the second time ends it at once.
      const child = spawn(command, args, {
        cwd: this.folder,
        env: this.env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.#child = child;
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      child.once("error", reject);
      child.once("close", (status) => resolve({ status: status ?? 1, output }));
    });
  }
}
