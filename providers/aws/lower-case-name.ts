/** What buckets and repositories may be called: both have no upper case, and `_` next to `-` is in neither. */
export function lowerCaseName(prefix: string): string {
  return prefix.toLowerCase().replaceAll("_", "-");
}
