/** What the sources of a program tell that its binary does not. */
export interface SourceFacts {
  /** The shortest way from the main package to each, by import path: `["main", "net/http", "crypto/tls"]`. */
  readonly chains: Readonly<Record<string, readonly string[]>>;
  /**
   * What keeps the linker from leaving out unused methods, in the order it came upon them.
   *
   * Others may come to light once these are gone: what is reached through methods that they keep is not among them.
   */
  readonly spoilers: readonly Spoiler[];
  /** Every module that is linked in, the main one first. */
  readonly modules: readonly ModuleFacts[];
}

/** A call by which any exported method may be called, so that none can be left out. */
export interface Spoiler {
  /** `reflect.Value.MethodByName` */
  readonly calls: string;
  /**
   * From `main.main`, or the package initializer that alone leads there, to the function that calls it: the way by
   * which the linker came, which need not be the shortest.
   */
  readonly chain: readonly string[];
}

export interface ModuleFacts {
  readonly path: string;
  /** Empty for the main module. */
  readonly version: string;
  /** SPDX identifier, several joined by ` AND `; empty when no licence was recognized. */
  readonly licence: string;
}

/** Something that can be done, and what it is worth. */
export interface Advice {
  /** A sentence in the imperative. */
  readonly what: string;
  readonly savesBytes?: number;
  /** `tried`: built without it and compared; `read`: counted in the binary. */
  readonly basis: "tried" | "read";
}
