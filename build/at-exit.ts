/** Those that end a process which does not listen to them. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is to be done should the process end now, in the order in which it was asked for. */
const pending = new Set<{ cleanUp(): void }>();

/**
 * Has something cleaned up if this process ends before it is done otherwise; call what comes back when it is.
 *
 * Nothing can wait for a process that ends, so `cleanUp` is over when it returns.
 */
export function atExit(cleanUp: () => void): () => void {
  const entry = { cleanUp };
  if (pending.size === 0) listen();
  pending.add(entry);
  return () => {
    if (pending.delete(entry) && pending.size === 0) stopListening();
  };
}

function listen(): void {
  process.on("exit", cleanUpAll);
  // First, since who listens once is no longer counted afterwards.
  for (const signal of signals) process.prependListener(signal, onSignal);
}

function stopListening(): void {
  process.off("exit", cleanUpAll);
  for (const signal of signals) process.off(signal, onSignal);
}

function onSignal(signal: NodeJS.Signals): void {
  cleanUpAll();
  // Who else listens decides whether the process ends.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

/** The last first, since it may use what is older. */
function cleanUpAll(): void {
  const entries = [...pending].reverse();
  pending.clear();
  stopListening();
  for (const { cleanUp } of entries) {
    try {
      cleanUp();
    } catch {
      // The others are to be cleaned up all the same, and a process that ends has nobody to tell.
    }
  }
}
