import { UnknownPriceError } from "./price-list.js";

/** What the ready instances of a function cost a month, to the cent; calls are not included. */
export interface WarmCost {
  /** While nobody calls. */
  readonly idleUsdPerMonth: number;
  /** While all of them work all the time. */
  readonly activeUsdPerMonth: number;
  /** The same by the list of Aliyun's Chinese site. */
  readonly cny?: { readonly idlePerMonth: number; readonly activePerMonth: number };
  /** The part of the time that an instance must work to be cheaper than on demand; unset when it never is. */
  readonly breakEvenOccupancy?: number;
  /** Why that part is not known, where a price is missing. */
  readonly unknownBreakEven?: string;
  /** Whose prices it is made with, and of which days; unset where nothing is ready, and where nothing has a price. */
  readonly prices?: { readonly place: string; readonly days: readonly string[] };
}

/** An estimate that is not made, and why: `no prices of mars-north-1 are known`. */
export interface NoWarmCost {
  readonly unknownPrice: string;
}

export const secondsPerMonth = 730 * 3600;

/** What costs nothing. */
export const free: WarmCost = { idleUsdPerMonth: 0, activeUsdPerMonth: 0 };

/** Makes an estimate where the prices are known: a function can be deployed to any region. */
export function estimated<Estimate>(estimate: () => Estimate): Estimate | NoWarmCost {
  try {
    return estimate();
  } catch (error) {
    if (error instanceof UnknownPriceError) return { unknownPrice: error.message };
    throw error;
  }
}

export function toCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
