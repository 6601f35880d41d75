/** How the linker names what belongs to no package of the source. */
const linkerPrefix = /^go[.:]/;
/** Methods that the compiler writes for a type, before and since Go 1.20. */
const typePrefix = /^type:?\.{1,2}(eq|hash)\.(\[\d+\]|\*)*/;

/**
 * Gives the import path of the package that a symbol belongs to, nothing for one that names none.
 * The form is that of https://github.com/golang/go/blob/master/src/cmd/internal/objabi/path.go: in the last element of
 * a path, dots are written `%2e`.
 */
export function packagePathOf(symbol: string): string | undefined {
  const name = symbol.replace(typePrefix, "");
  if (linkerPrefix.test(name) || name.startsWith("type:")) return undefined;
  // Receivers, type arguments and literal types hold paths of their own.
  const bare = name.replace(/[[({ ].*$/s, "");
  const dot = bare.indexOf(".", bare.lastIndexOf("/") + 1);
  return dot > 0 ? unescapePath(bare.slice(0, dot)) : undefined;
}

function unescapePath(path: string): string {
  return path.includes("%")
    ? path.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : path;
}
