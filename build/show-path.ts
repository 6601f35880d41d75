import { isAbsolute, relative, sep } from "node:path";

/** A path as the user would type it: relative when it is below the working directory, otherwise absolute. */
export function showPath(path: string): string {
  const shown = relative(process.cwd(), path);
  if (shown === "") return ".";
  return isAbsolute(shown) || shown === ".." || shown.startsWith(`..${sep}`) ? path : `.${sep}${shown}`;
}
