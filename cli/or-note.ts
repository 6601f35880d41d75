/** What cannot be measured is left out, and the report says why: the rest of it is worth having. */
export async function orNote<T>(notes: string[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    notes.push(error instanceof Error ? error.message : String(error));
    return null;
  }
}
