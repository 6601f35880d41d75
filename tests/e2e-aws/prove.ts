/** What is held to be true, and what shows it: that throws when it is not. */
export interface Claim {
  readonly title: string;
  readonly check: () => Promise<void>;
  /** Nothing after it can be shown when it fails. */
  readonly isNeeded?: boolean;
}

/** Checks claims in turn, says each outcome, and answers how many failed. Stops early when told to. */
export async function prove(
  claims: readonly Claim[],
  print: (line: string) => void,
  isOver: () => boolean = () => false,
): Promise<number> {
  let failed = 0;
  for (const [index, { title, check, isNeeded }] of claims.entries()) {
    if (isOver()) break;
    const start = Date.now();
    try {
      await check();
      print(`ok ${index + 1} - ${title} (${Math.round((Date.now() - start) / 1000)} s)`);
    } catch (error) {
      if (isOver()) break;
      failed++;
      print(`not ok ${index + 1} - ${title}\n${indented(error)}`);
      if (isNeeded) break;
    }
  }
  return failed;
}

const indented = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replace(/^/gm, "    ");
