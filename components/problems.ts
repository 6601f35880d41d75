import * as pulumi from "@pulumi/pulumi";
import { withoutStack } from "./without-stack.js";

/** Collects what is wrong with the arguments, so that all of it is said at once. */
export class Problems {
  readonly #found: { propertyPath: string; reason: string }[] = [];

  /** Notes one problem; `reason` is a whole sentence that names the property. */
  add(propertyPath: string, reason: string): void {
    this.#found.push({ propertyPath, reason });
  }

  /**
   * Ends the program when anything was noted.
   *
   * @throws InputPropertiesError with one entry a problem. Its message repeats them, a line each, because a plain Pulumi
   * program is shown the message only.
   */
  throwIfAny(functionName: string): void {
    if (this.#found.length === 0) return;
    const lines = this.#found.map(({ reason }) => `  ${reason}`);
    const error = new pulumi.InputPropertiesError({
      message: `GoServerlessFunction "${functionName}" cannot be deployed:\n${lines.join("\n")}`,
      errors: this.#found,
    });
    throw withoutStack(error);
  }
}
