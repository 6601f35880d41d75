/** From one time to the next, as many samples. */
export interface Bin {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** Bins in a tenfold, the finest that leaves few enough of them. */
const resolutions = [100, 50, 20, 10, 5, 2, 1];
const mostBins = 24;
/** What is measured as nothing still has a place on a logarithmic axis. */
const leastMs = 0.001;

/** Samples in bins that are equally wide on a logarithmic scale: their edges are powers of ten and parts of such. */
export function toLogBins(samplesMs: readonly number[]): readonly Bin[] {
  if (samplesMs.length === 0) return [];
  const samples = samplesMs.map((ms) => Math.max(ms, leastMs));
  const resolution = resolutions.find((each) => binsAt(samples, each) <= mostBins) ?? 1;
  // Empty ones at both ends keep a lone bin from being the whole picture.
  const first = indexOf(Math.min(...samples), resolution) - 1;
  const last = indexOf(Math.max(...samples), resolution) + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    fromMs: edge(first + index, resolution),
    toMs: edge(first + index + 1, resolution),
    count: samples.filter((ms) => indexOf(ms, resolution) === first + index).length,
  }));
}

function binsAt(samples: readonly number[], resolution: number): number {
  return indexOf(Math.max(...samples), resolution) - indexOf(Math.min(...samples), resolution) + 1;
}

function indexOf(ms: number, resolution: number): number {
  // 10 ms belong to the bin that begins there, although their logarithm may miss it by a rounding error.
  return Math.floor(Math.log10(ms) * resolution + 1e-9);
}

function edge(index: number, resolution: number): number {
  return 10 ** (index / resolution);
}
