import { escapeText } from "../html/escape.js";

/** An SVG without its frame. */
export interface Drawing {
  /** A CSS class of its own: drawings share a page, and style sheets with it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** What it says, for those who do not see it. */
  readonly alternative: string;
  readonly styles: string;
  readonly content: readonly string[];
}

/** A stand-alone SVG file that can also be part of a page. */
export function toSvg({ name, width, height, alternative, styles, content }: Drawing): string {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="${name}" ${size} role="img" aria-label="${escapeText(alternative)}">
<style>${styles}</style>
${content.join("\n")}
</svg>
`;
}

/** A length as short as it can be drawn: no drawing is the worse for a hundredth of a pixel. */
export function toLength(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Attributes of a rectangle. */
export function toRect(x: number, y: number, width: number, height: number): string {
  return `x="${toLength(x)}" y="${toLength(y)}" width="${toLength(width)}" height="${toLength(height)}"`;
}
