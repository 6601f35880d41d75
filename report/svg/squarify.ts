/** A rectangle in a drawing, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a box into one for each weight, as square as they get: https://www.win.tue.nl/~vanwijk/stm.pdf.
 * Weights are positive, the largest first.
 */
export function squarify(weights: readonly number[], box: Box): readonly Box[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = (box.width * box.height) / total;
  const areas = weights.map((weight) => weight * scale);
  const placed: Box[] = [];
  let free = box;
  for (let start = 0; start < areas.length; ) {
    const side = Math.min(free.width, free.height);
    let end = start + 1;
    while (
      end < areas.length &&
      worst(areas.slice(start, end + 1), side) <= worst(areas.slice(start, end), side)
    )
      end += 1;
    const row = areas.slice(start, end);
    placed.push(...layRow(row, free));
    free = without(free, sumOf(row));
    start = end;
  }
  return placed;
}

/** How far the least square of a row is from one: 1 at best. */
function worst(areas: readonly number[], side: number): number {
  const sum = sumOf(areas);
  const [largest = 0, smallest = 0] = [areas[0], areas.at(-1)];
  return Math.max((side ** 2 * largest) / sum ** 2, sum ** 2 / (side ** 2 * smallest));
}

/** A row lies along the shorter side. */
function layRow(areas: readonly number[], { x, y, width, height }: Box): readonly Box[] {
  const isUpright = width >= height;
  const thickness = sumOf(areas) / (isUpright ? height : width);
  let at = isUpright ? y : x;
  return areas.map((area) => {
    const length = area / thickness;
    const box = isUpright
      ? { x, y: at, width: thickness, height: length }
      : { x: at, y, width: length, height: thickness };
    at += length;
    return box;
  });
}

function without({ x, y, width, height }: Box, area: number): Box {
  if (width >= height) {
    const thickness = area / height;
    return { x: x + thickness, y, width: Math.max(0, width - thickness), height };
  }
  const thickness = area / width;
  return { x, y: y + thickness, width, height: Math.max(0, height - thickness) };
}

function sumOf(areas: readonly number[]): number {
  return areas.reduce((sum, area) => sum + area, 0);
}
