const narrowWidth = 340;
const wideWidth = 900;

/** What cannot be made smaller and still be read, drawn twice: for a phone, and for what is wider. */
export function toDrawings(draw: (width: number) => string): string {
  return `<div class="chart narrow">${draw(narrowWidth)}</div>\n<div class="chart wide">${draw(wideWidth)}</div>`;
}
