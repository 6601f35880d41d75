import * as pulumi from "@pulumi/pulumi";
import { Problems } from "../components/problems.js";
import type { AliyunPrices, AwsPrices, Figure, PriceFile } from "./price-file.js";

/** The prices that hold for a program: its own, where it has any, over those of this package. */
export type Prices = readonly PriceFile[];

/** A price that an estimate needs and that no file has. */
export class UnknownPriceError extends Error {
  override readonly name = "UnknownPriceError";
}

/** What a place's prices are, and the days that they are of: several where a file replaces some of them. */
export interface Dated<Meters> {
  readonly days: readonly string[];
  readonly prices: Partial<Meters>;
}

/**
 * Reads the file of prices that the stack's configuration names, if it does. The package's own are loaded when they are
 * asked for.
 *
 * @throws InputPropertiesError that lists every problem with the file.
 */
export function pricesFor(functionName: string): () => Prices {
  const file = new pulumi.Config("goserverless").get("prices");
  const own = file === undefined ? [] : [readOwn(functionName, file)];
  return () => [shipped(), ...own];
}

function shipped(): PriceFile {
  return (require("./shipped-prices.js") as typeof import("./shipped-prices.js")).shippedPrices;
}

function readOwn(functionName: string, file: string): PriceFile {
  const read = (require("./read-price-file.js") as typeof import("./read-price-file.js")).readPriceFile(file);
  if ("prices" in read) return read.prices;
  const problems = new Problems();
  for (const sentence of read.problems) problems.add("goserverless:prices", sentence);
  problems.throwIfAny(functionName);
  throw new Error("unreachable: a problem was added");
}

/**
 * Finds the prices of an AWS region.
 *
 * @throws UnknownPriceError when there are none: the price of another region would be a wrong one.
 */
export function awsPrices(files: Prices, region: string): Dated<AwsPrices> {
  return merged(
    files.map(({ asOf, aws = {} }) => ({ asOf, ...(Object.hasOwn(aws, region) && { prices: aws[region] }) })),
    region,
  );
}

/** Finds the prices of Function Compute, the same in every region. */
export function aliyunPrices(files: Prices): Dated<AliyunPrices> {
  return merged(
    files.map(({ asOf, aliyun }) => ({ asOf, ...(aliyun?.default && { prices: aliyun.default }) })),
    "aliyun",
  );
}

/**
 * A figure that an estimate needs.
 *
 * @throws UnknownPriceError when it is not known.
 */
export function needed(figure: Figure | undefined, name: string, place: string): Figure {
  if (figure !== undefined) return figure;
  throw new UnknownPriceError(`the price "${name}" of ${place} is not known`);
}

interface Layer<Meters> {
  readonly asOf: string;
  readonly prices?: Partial<Meters> & { readonly asOf?: string };
}

/** Later files count, figure by figure. */
function merged<Meters extends object>(layers: readonly Layer<Meters>[], place: string): Dated<Meters> {
  const meters: Record<string, object> = {};
  const dayOf = new Map<string, string>();
  for (const { asOf: fileDay, prices } of layers) {
    const { asOf = fileDay, ...others } = prices ?? {};
    for (const [meter, figures] of Object.entries(others as Record<string, object>)) {
      const isOne = "value" in figures || "tiers" in figures;
      meters[meter] = isOne ? figures : { ...meters[meter], ...figures };
      for (const key of isOne ? [""] : Object.keys(figures)) dayOf.set(`${meter}.${key}`, asOf);
    }
  }
  if (dayOf.size === 0) throw new UnknownPriceError(`no prices of ${place} are known`);
  return { days: [...new Set(dayOf.values())].sort(), prices: meters as Partial<Meters> };
}
