import type { PriceFile } from "./price-file.js";
import prices from "./prices.json";

/** The prices that this package knows. A user's own lie over them. */
export const shippedPrices = prices as PriceFile;
