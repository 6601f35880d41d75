import type { ReuseReport } from "../report/model.js";

const marker = '{"goserverless":"reuse",';

/** Counts what programs on the Go runtime module say of what they keep, one line a use; null if they say nothing. */
export async function countReuse(lines: AsyncIterable<string>): Promise<ReuseReport | null> {
  const counts: Record<string, { made: number; reused: number }> = {};
  for await (const line of lines) {
    const start = line.indexOf(marker);
    if (start === -1) continue;
    const use = parse(line.slice(start));
    if (use === undefined) continue;
    const { made, reused } = counts[use.kind] ?? { made: 0, reused: 0 };
    counts[use.kind] = use.new ? { made: made + 1, reused } : { made, reused: reused + 1 };
  }
  return Object.keys(counts).length === 0 ? null : counts;
}

/** What was counted since an earlier count. */
export function since(before: ReuseReport | null, after: ReuseReport | null): ReuseReport | null {
  if (before === null || after === null) return after;
  return Object.fromEntries(
    Object.entries(after).map(([kind, { made, reused }]) => [
      kind,
      { made: made - (before[kind]?.made ?? 0), reused: reused - (before[kind]?.reused ?? 0) },
    ]),
  );
}

function parse(text: string): { readonly kind: string; readonly new: boolean } | undefined {
  try {
    const { kind, new: isNew } = JSON.parse(text) as { kind: unknown; new: unknown };
    return typeof kind === "string" ? { kind, new: isNew === true } : undefined;
  } catch {
    return undefined;
  }
}
