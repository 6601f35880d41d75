/** What the sources of a program tell that its binary does not. */
export interface SourceFacts {
  /** The shortest way from the main package to each, by import path: `["main", "net/http", "crypto/tls"]`. */
  readonly chains: Readonly<Record<string, readonly string[]>>;
  /** What keeps the linker from leaving out unused methods. */
  readonly spoilers: readonly Spoiler[];
  /** Every module that is linked in, the main one first. */
  readonly modules: readonly ModuleFacts[];
}

/** A call by which any exported method may be called, so that none can be left out. */
export interface Spoiler {
  /** `reflect.Value.MethodByName` */
  readonly calls: string;
  /** From `main.main` to the function that calls it. */
  readonly chain: readonly string[];
}

export interface ModuleFacts {
  readonly path: string;
  /** Empty for the main module. */
  readonly version: string;
  /** SPDX identifier; empty when no licence was recognized. */
  readonly licence: string;
}

/** Something that can be done, and what it is worth. */
export interface Advice {
  /** A sentence in the imperative. */
  readonly what: string;
  readonly savesBytes?: number;
  readonly savesMs?: number;
  /** `tried`: built without it and compared; `read`: counted in the binary. */
  readonly basis: "tried" | "read";
}
