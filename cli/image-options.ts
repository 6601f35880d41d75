import { imageDefaults } from "../build/image-defaults.js";
import type { ImageOptions } from "../build/request.js";
import { UsageError } from "./usage-error.js";

/** What can be said of an image on the command line; unset: the default. */
export interface ImageFlags {
  readonly output?: "layout" | "docker-tar";
  readonly user?: number;
  readonly caCertificates?: boolean;
  readonly timeZones?: boolean;
  readonly label?: readonly string[];
}

const names: Readonly<Record<keyof ImageFlags, string>> = {
  output: "--output",
  user: "--user",
  caCertificates: "--ca-certificates",
  timeZones: "--time-zones",
  label: "--label",
};
const labels = ["source", "revision", "version", "licenses"] as const;

/** What an image is asked to hold, with every default filled. */
export function toImageOptions(flags: ImageFlags): ImageOptions {
  const { user, caCertificates, timeZones } = { ...imageDefaults, ...flags };
  return {
    format: "oci",
    user,
    ...(caCertificates ? { certificates: {} } : {}),
    ...(timeZones ? { timeZones: {} } : {}),
    labels: Object.fromEntries((flags.label ?? []).map(toLabel)),
  };
}

/** Refuses what a zip does not have. */
export function refuseImageFlags(flags: ImageFlags): void {
  for (const [key, name] of Object.entries(names)) {
    const value = flags[key as keyof ImageFlags];
    if (value === undefined) continue;
    const given = value === false ? name.replace("--", "--no-") : name;
    throw new UsageError(`"${given}" must come with "--packaging image". Set that, or leave it out.`);
  }
}

function toLabel(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf("=");
  const name = labels.find((each) => each === text.slice(0, equals));
  if (name !== undefined) return [name, text.slice(equals + 1)];
  throw new UsageError(
    `"--label" must be source, revision, version or licenses with "=" and its value, got "${text}".`,
  );
}
