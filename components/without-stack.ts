import { inspect } from "node:util";

/**
 * Leaves an error its message only. The sentences of this package say what to change, a stack through it would bury them;
 * and Pulumi's error handler spends 20 seconds (seen with Node 20.20) on colouring a stack that runs through node_modules.
 */
export function withoutStack<Failure extends Error>(error: Failure): Failure {
  const { message } = error;
  return Object.defineProperties(error, {
    stack: { value: message },
    [inspect.custom]: { value: () => message },
  });
}
