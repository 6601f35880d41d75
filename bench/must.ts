import type { CommandResult } from "../tests/e2e/pulumi-project.js";

/** Waits for a command, and ends the benchmark with what it printed when it fails. */
export async function must(command: Promise<CommandResult>): Promise<void> {
  const { status, output } = await command;
  if (status !== 0) throw new Error(output);
}
