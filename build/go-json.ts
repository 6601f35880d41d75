/** Reads the JSON documents that Go prints one after the other, indented by a tab. */
export function parseGoJson<T>(stdout: string): T[] {
  // Strings in JSON hold no line breaks, so this is only ever the seam between two documents.
  return JSON.parse(`[${stdout.replaceAll("\n}\n{\n", "\n},\n{\n")}]`);
}
