/** What is held to be true, and what shows it: that throws when it is not. */
export interface Claim {
  readonly title: string;
  /** What was seen, and is no matter of true or false, can be noted. */
  readonly check: (note: (text: string) => void) => Promise<void>;
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
    const notes: string[] = [];
    const say = (outcome: string, ...lines: string[]) =>
      print([outcome, ...[...lines, ...notes].map(indented)].join("\n"));
    try {
      await check((text) => notes.push(text));
      say(`ok ${index + 1} - ${title} (${Math.round((Date.now() - start) / 1000)} s)`);
    } catch (error) {
      if (isOver()) break;
      failed++;
      say(`not ok ${index + 1} - ${title}`, error instanceof Error ? error.message : String(error));
      if (isNeeded) break;
    }
  }
  return failed;
}

const indented = (text: string) => text.replace(/^/gm, "    ");
