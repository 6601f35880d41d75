/** Fills that are told apart, light ones under dark text and dark ones under light text; the last is for the rest. */
const hues = [
  { light: "#b6d7ff", dark: "#1b4677" },
  { light: "#ffd8a8", dark: "#6b4310" },
  { light: "#b7ebc6", dark: "#1d5631" },
  { light: "#f3c2dc", dark: "#6b2a4d" },
  { light: "#d8ccff", dark: "#46378a" },
  { light: "#fff0a3", dark: "#5c5110" },
  { light: "#b2ebf2", dark: "#12545c" },
  { light: "#dfe3e8", dark: "#3a424c" },
];

/** How many fills there are. */
export const fillCount = hues.length;

/** Style rules for a drawing: ink, lines and the fills `f0`, `f1` and so on, as light or dark as its reader likes. */
export function toPaletteStyles(name: string): string {
  const fills = (mode: "light" | "dark") =>
    hues.map((hue, index) => `.${name} .f${index}{fill:${hue[mode]}}`).join("");
  return (
    `.${name}{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:#fff}` +
    `.${name} text{fill:#1c2128}.${name} .soft{fill:#57606a}.${name} .line{stroke:#d0d7de}` +
    `.${name} .edge{stroke:#fff}${fills("light")}` +
    "@media screen and (prefers-color-scheme:dark){" +
    `.${name}{background:#0f1318}.${name} text{fill:#f0f4f8}.${name} .soft{fill:#9da7b3}` +
    `.${name} .line{stroke:#343c46}.${name} .edge{stroke:#0f1318}${fills("dark")}}`
  );
}
