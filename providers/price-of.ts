import type { Figure, Tier } from "./price-file.js";

/** What a month's use costs: each part of it at the price of its tier. */
export function priceOf(figure: Figure, quantity: number): number {
  let from = 0;
  let price = 0;
  for (const { upTo, value } of tiersOf(figure)) {
    const end = Math.min(quantity, upTo ?? Number.POSITIVE_INFINITY);
    if (end <= from) break;
    price += (end - from) * value;
    from = end;
  }
  return price;
}

/** What the first of it costs. */
export function firstPrice(figure: Figure): number {
  return tiersOf(figure)[0]?.value ?? 0;
}

function tiersOf({ value, tiers }: Figure): readonly Tier[] {
  return tiers ?? [{ upTo: null, value: value ?? 0 }];
}
