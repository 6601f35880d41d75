/** Where the bytes of a Go binary went. */
export interface Anatomy {
  /** Of the file. */
  readonly bytes: number;
  /** Of those in `packages` and `parts`, at least 95 % of the file. */
  readonly attributedBytes: number;
  /** Largest first. */
  readonly packages: readonly PackageSize[];
  /** What belongs to no package: headers, symbol table, debug data and the like; largest first. */
  readonly parts: readonly Part[];
}

/** What one Go package takes of a binary. */
export interface PackageSize {
  /** Import path; `main` for the main package, `C` for what is not Go. */
  readonly path: string;
  /** `path@version`, `std` for Go's own, empty when it is not known. */
  readonly module: string;
  /** Machine code. */
  readonly codeBytes: number;
  /** What the runtime knows of its functions: names, lines, stack maps. */
  readonly tableBytes: number;
  /** Constants, types, initial values. */
  readonly dataBytes: number;
  /** All three. */
  readonly bytes: number;
}

/** A part of the file by its name in the field: `symbol table`, `DWARF`. */
export interface Part {
  readonly name: string;
  readonly bytes: number;
}
