/** How one anatomy differs from another, of the same program as a rule. */
export interface AnatomyDiff {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Those that differ; the largest change first, whichever way it goes. */
  readonly packages: readonly PackageChange[];
  readonly parts: readonly PartChange[];
}

/** A package that came, went, grew or shrank, or whose module is another version. */
export interface PackageChange {
  readonly path: string;
  /** Empty for a package that came. */
  readonly moduleBefore: string;
  /** Empty for a package that went. */
  readonly moduleAfter: string;
  readonly kind: ChangeKind;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** A part that came, went, grew or shrank. */
export interface PartChange {
  readonly name: string;
  readonly kind: ChangeKind;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** `same` is for a package whose size stayed while its module changed. */
export type ChangeKind = "came" | "went" | "grew" | "shrank" | "same";
