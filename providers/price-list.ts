import type { Figure } from "./price-file.js";

/** A price that an estimate needs and that no file has. */
export class UnknownPriceError extends Error {
  override readonly name = "UnknownPriceError";
}

/** What one file says of a place. */
export interface PriceLayer<Meters> {
  readonly asOf: string;
  readonly prices: (Partial<Meters> & { readonly asOf?: string }) | undefined;
}

/** `request`, and `provisionedGbSecond.arm64` where a meter has more than one figure. */
export type FigureName<Meters> = {
  [Meter in Exclude<keyof Meters, "asOf"> & string]: "value" extends keyof Meters[Meter]
    ? Meter
    : `${Meter}.${keyof Meters[Meter] & string}`;
}[Exclude<keyof Meters, "asOf"> & string];

interface Found {
  readonly figure: Figure;
  readonly day: string;
}

/** The prices of one place, which knows the days of those that were asked for. */
export class PriceList<Meters extends object> {
  readonly #place: string;
  readonly #found: ReadonlyMap<string, Found>;
  readonly #used = new Set<Found>();

  /**
   * Lays files over each other, figure by figure: the last one that has a figure counts.
   *
   * @throws UnknownPriceError when none of them knows the place.
   */
  constructor(place: string, layers: readonly PriceLayer<Meters>[]) {
    this.#place = place;
    this.#found = new Map(layers.flatMap(figuresIn));
    if (this.#found.size === 0) throw new UnknownPriceError(`no prices of ${place} are known`);
  }

  /** A figure; undefined where no file has it. */
  find(name: FigureName<Meters>): Figure | undefined {
    const found = this.#found.get(name);
    if (found !== undefined) this.#used.add(found);
    return found?.figure;
  }

  /**
   * A figure that an estimate needs.
   *
   * @throws UnknownPriceError when it is not known.
   */
  needed(name: FigureName<Meters>): Figure {
    const figure = this.find(name);
    if (figure !== undefined) return figure;
    throw new UnknownPriceError(`the price "${name}" of ${this.#place} is not known`);
  }

  /** The days of all figures that were found until now: several where a file replaces some of them. */
  days(): readonly string[] {
    return [...new Set([...this.#used].map(({ day }) => day))].sort();
  }
}

function figuresIn<Meters>({ asOf, prices }: PriceLayer<Meters>): [name: string, Found][] {
  const { asOf: day = asOf, ...meters } = prices ?? {};
  return Object.entries(meters as Record<string, object>).flatMap(([meter, figures]) => {
    const isOne = "value" in figures || "tiers" in figures;
    const named: [string, Figure][] = isOne
      ? [[meter, figures as Figure]]
      : Object.entries(figures).map(([key, figure]) => [`${meter}.${key}`, figure]);
    return named.map(([name, figure]): [string, Found] => [name, { figure, day }]);
  });
}
