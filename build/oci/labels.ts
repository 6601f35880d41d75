/** What an image tells of itself. Unset or empty fields leave no label. */
export interface ImageLabels {
  readonly title?: string;
  /** Where the source is, as a URL. */
  readonly source?: string;
  /** The commit that was built. */
  readonly revision?: string;
  readonly version?: string;
  /** An SPDX expression, `Apache-2.0`. */
  readonly licenses?: string;
}

const names = ["licenses", "revision", "source", "title", "version"] as const;

/** Labels under their full names, https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md */
export function toAnnotations(labels: ImageLabels): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = labels[name];
    if (value) found[`org.opencontainers.image.${name}`] = value;
  }
  return found;
}

/** The labels that name the data in an image by the hash of the file it was taken from. */
export const dataLabels = {
  certificates: "io.github.goserverless.certificates",
  timeZones: "io.github.goserverless.time-zones",
} as const;
