/** A part of an account, for the terminal, Markdown and HTML alike. */
export interface Section {
  readonly title: string;
  /** What the table does not say. */
  readonly sentences: readonly string[];
  /** None where there is no table. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** What is drawn above the table on a page. */
  readonly drawing?: "size" | "start";
  /** How many rows are shown to those who did not ask for all. */
  readonly shownRows: number;
}

export interface Column {
  readonly title: string;
  readonly kind: ColumnKind;
}

/** `name`: what others named, and may be long; `text`: ours. */
export type ColumnKind = "number" | "name" | "text";

/** Rows that are shown where there may be hundreds. */
const usualRows = 15;

/** A section without what it does not have. */
export function toSection(title: string, parts: Partial<Omit<Section, "title">>): Section {
  return { title, sentences: [], columns: [], rows: [], shownRows: usualRows, ...parts };
}
