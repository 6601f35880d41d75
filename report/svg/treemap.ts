import { escapeText } from "../html/escape.js";
import { toSizeText } from "../size.js";
import { toLength, toRect, toSvg } from "./drawing.js";
import { toFittingPath, toFittingText } from "./label.js";
import { fillCount, toPaletteStyles } from "./palette.js";
import { type Box, squarify } from "./squarify.js";

/** What a treemap shows: areas that are as large as bytes are many. */
export interface Treemap {
  readonly title: string;
  readonly groups: readonly TreemapGroup[];
  readonly width: number;
  readonly height: number;
}

/** Items of one colour. */
export interface TreemapGroup {
  readonly name: string;
  readonly items: readonly TreemapItem[];
}

export interface TreemapItem {
  readonly name: string;
  readonly bytes: number;
}

interface SizedGroup extends TreemapGroup {
  readonly bytes: number;
}

const name = "treemap";
const fontSize = 12;
const headerHeight = 17;
const padding = 4;
/** Smaller areas would be dots: a group's are drawn as one. */
const leastArea = 30;
/** As many as one can bear to be read out. */
const namedInAlternative = 10;

/** Sizes as an SVG: a frame for each group, a rectangle for each item, labels where they fit. */
export function toTreemapSvg({ title, groups, width, height }: Treemap): string {
  const sized = toSized(groups);
  const boxes = squarify(
    sized.map(({ bytes }) => bytes),
    { x: 0, y: 0, width, height },
  );
  const total = sumOf(sized);
  const content = sized.flatMap((group, index) => {
    const box = boxes[index];
    const fill = `f${Math.min(index, fillCount - 1)}`;
    return box ? drawGroup(group, box, fill, total) : [];
  });
  const alternative = toAlternative(title, sized, total);
  const styles = `${toPaletteStyles(name)}.${name} text{font-size:${fontSize}px;pointer-events:none}.${name} .head{font-weight:700}`;
  return toSvg({ name, width, height, alternative, styles, content });
}

function drawGroup(group: SizedGroup, box: Box, fill: string, total: number): readonly string[] {
  const heading = toFittingText(
    `${group.name} ${toSizeText(group.bytes)}`,
    box.width - 2 * padding,
    fontSize,
  );
  const hasHeading = heading !== "" && box.height > 2 * headerHeight && group.items.length > 1;
  const inner = hasHeading ? { ...box, y: box.y + headerHeight, height: box.height - headerHeight } : box;
  const frame = `<rect ${toRect(box.x, box.y, box.width, box.height)} class="${fill} edge"><title>${toTip(group.name, group.bytes, total)}</title></rect>`;
  const items = joinSmall(group, inner.width * inner.height);
  const boxes = squarify(
    items.map(({ bytes }) => bytes),
    inner,
  );
  return [
    frame,
    ...(hasHeading ? [toText(heading, box.x, box.y, "head")] : []),
    ...items.flatMap((item, index) => {
      const place = boxes[index];
      return place ? drawItem(item, place, fill, total) : [];
    }),
  ];
}

function drawItem(item: TreemapItem, box: Box, fill: string, total: number): readonly string[] {
  const rect = `<rect ${toRect(box.x, box.y, box.width, box.height)} class="${fill} edge"><title>${toTip(item.name, item.bytes, total)}</title></rect>`;
  const space = box.width - 2 * padding;
  const label = box.height >= headerHeight ? toFittingPath(item.name, space, fontSize) : "";
  if (label === "") return [rect];
  const size = box.height >= 2 * headerHeight ? toFittingText(toSizeText(item.bytes), space, fontSize) : "";
  const isWhole = size !== "" && !size.endsWith("…");
  return [
    rect,
    toText(label, box.x, box.y),
    ...(isWhole ? [toText(size, box.x, box.y + headerHeight - 2)] : []),
  ];
}

function toText(text: string, x: number, y: number, style = ""): string {
  const place = `x="${toLength(x + padding)}" y="${toLength(y + fontSize + 1)}"`;
  return `<text ${place}${style === "" ? "" : ` class="${style}"`}>${escapeText(text)}</text>`;
}

function toTip(label: string, bytes: number, total: number): string {
  return escapeText(`${label}: ${toSizeText(bytes)}, ${((100 * bytes) / total).toFixed(1)} %`);
}

/** Largest first, without what takes no place. */
function toSized(groups: readonly TreemapGroup[]): readonly SizedGroup[] {
  return groups
    .map((group) => {
      const items = group.items.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
      return { name: group.name, items, bytes: sumOf(items) };
    })
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}

/** Items whose area could not be seen become one, `+12`. */
function joinSmall({ items, bytes }: SizedGroup, area: number): readonly TreemapItem[] {
  const isSmall = (item: TreemapItem) => (item.bytes / bytes) * area < leastArea;
  const small = items.filter(isSmall);
  if (small.length < 2) return items;
  const joined = { name: `+${small.length}`, bytes: sumOf(small) };
  return [...items.filter((item) => !isSmall(item)), joined].sort((a, b) => b.bytes - a.bytes);
}

function toAlternative(title: string, groups: readonly SizedGroup[], total: number): string {
  const named = groups
    .slice(0, namedInAlternative)
    .map((group) => `${group.name} ${toSizeText(group.bytes)}`);
  const rest = groups.length > named.length ? ", …" : "";
  return `${title}, ${toSizeText(total)}: ${named.join(", ")}${rest}`;
}

function sumOf(items: readonly { readonly bytes: number }[]): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0);
}
