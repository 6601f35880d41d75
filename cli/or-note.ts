const errorsForNotes = new Set(["BuildError", "CommandError", "EmulatorError", "EvidenceError"]);

/** What cannot be found out is left out, and a note says why: the rest is worth having. */
export async function orNote<T>(notes: string[], task: () => Promise<T>): Promise<T | null> {
  try {
    return await task();
  } catch (error) {
    if (!isForNotes(error)) throw error;
    notes.push(error.message);
    return null;
  }
}

/** Ours, with a sentence, or the system's; whatever else is thrown is a defect, which no note shall hide. */
function isForNotes(error: unknown): error is Error {
  return error instanceof Error && (errorsForNotes.has(error.name) || "code" in error);
}
