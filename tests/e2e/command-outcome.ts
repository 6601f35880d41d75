import assert from "node:assert/strict";
import type { CommandResult } from "./pulumi-project.js";

/** What a command printed that has to work. */
export async function working(run: CommandResult | Promise<CommandResult>): Promise<string> {
  const { status, output } = await run;
  assert.equal(status, 0, output);
  return output;
}

/** The same of one that has to fail. */
export async function failing(run: CommandResult | Promise<CommandResult>): Promise<string> {
  const { status, output } = await run;
  assert.notEqual(status, 0, output);
  return output;
}
