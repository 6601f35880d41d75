/** What an image holds when nothing is said, wherever it is asked for. */
export const imageDefaults = {
  /** No user of the machine, and not root. */
  user: 65_532,
  caCertificates: true,
  timeZones: false,
} as const;

/** The largest ID that Linux gives a user; the one above it means "none". */
export const maxUser = 2 ** 32 - 2;
