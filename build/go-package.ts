import { relative, sep } from "node:path";

/** How a package's folder is named on the command line of a Go command that runs in its module's root. */
export function packagePath(moduleRoot: string, folder: string): string {
  const path = relative(moduleRoot, folder);
  return path === "" ? "." : `./${path.replaceAll(sep, "/")}`;
}

/** The file name that `go build -o <folder>/` gives a package: its last element, or the one before a `/v2`. */
export function executableName(importPath: string): string {
  const elements = importPath.split("/");
  const last = elements.at(-1) ?? "";
  return (/^v([2-9]|[1-9]\d+)$/.test(last) ? elements.at(-2) : undefined) ?? last;
}
