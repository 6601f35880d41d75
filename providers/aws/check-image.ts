import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Checker } from "../../components/checker.js";
import { Packaging } from "../../components/names.js";
import { asSection } from "../../components/rule.js";
import { isEcr, mustBeEcr } from "./ecr-host.js";

/** What is for zips alone, with why. */
const ofZips = {
  layers:
    "Lambda adds none to an image (https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html): put the files into it.",
  bucket: "An image is in a repository.",
} as const;

/** Refuses what Lambda does not do with an image, and what it does not take one from. */
export function checkImage(args: GoServerlessFunctionArgs, check: Checker): void {
  if (args.packaging !== Packaging.Image) return;
  const aws = asSection(args.aws);
  for (const [key, why] of Object.entries(ofZips) as [keyof typeof ofZips, string][])
    if (aws?.[key] !== undefined) check.refuseUnseen(`aws.${key}`, 'be left out with "packaging" image', why);
  const image = asSection(args.image);
  for (const key of ["repository", "uri"] as const) {
    const given = image?.[key];
    // What is no reference at all is refused as such.
    if (typeof given === "string" && given.includes("/") && !isEcr(given))
      check.refuse(`image.${key}`, mustBeEcr, given);
  }
}
