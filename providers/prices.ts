import * as pulumi from "@pulumi/pulumi";
import { Problems } from "../components/problems.js";
import type { AliyunPrices, AwsPrices, PriceFile } from "./price-file.js";
import { PriceList } from "./price-list.js";

/** The prices that hold for a program: its own, where it has any, over those of this package. */
export type Prices = readonly PriceFile[];

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
export function awsPrices(files: Prices, region: string): PriceList<AwsPrices> {
  return new PriceList(
    region,
    files.map(({ asOf, aws = {} }) => ({
      asOf,
      prices: Object.hasOwn(aws, region) ? aws[region] : undefined,
    })),
  );
}

/** Finds the prices of Function Compute, the same in every region. */
export function aliyunPrices(files: Prices): PriceList<AliyunPrices> {
  return new PriceList(
    "aliyun",
    files.map(({ asOf, aliyun }) => ({ asOf, prices: aliyun?.default })),
  );
}
