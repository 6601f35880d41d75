/** A part of a whole as people read it: `19.5 %`. */
export function toShareText(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "-";
}
