/** A command could not do its work: exit status 1. The message is a sentence for the user. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
