import type { EmulatorClient } from "../emulator/client.js";
import type { FunctionStatus } from "../emulator/function-config.js";
import { measureReady } from "../emulator/index.js";
import { toMeasurement } from "../report/measurement.js";
import type { FunctionReport } from "../report/model.js";
import { countReuse, since } from "./count-reuse.js";
import { type CallSamples, measureCalls } from "./measure-calls.js";
import { orNote } from "./or-note.js";
import type { Terminal } from "./terminal.js";
import { deployedVariant, filesOf, plainVariant, type Variant } from "./variants.js";

/** How often is measured. */
export interface MeasurePlan {
  readonly cold: number;
  readonly warm: number;
  /** Starts of each binary. */
  readonly runs: number;
}

/** A report, and the times that it was made of. */
export interface MeasuredFunction {
  readonly report: FunctionReport;
  readonly samples: CallSamples;
}

/** Measures one deployed function now, next to a plain `go build` of it. */
export async function measureFunction(
  target: FunctionStatus,
  emulator: EmulatorClient,
  plan: MeasurePlan,
  terminal: Terminal,
): Promise<MeasuredFunction> {
  const { name, url, version, kind, sha256 } = target;
  const notes: string[] = [];
  const ours = await orNote(notes, () => deployedVariant(target));
  if (ours?.bytes === null)
    notes.push(`The ${kind} of "${name}" is not in the cache any more: its size is unknown.`);
  const plain = await terminal.during(`Building ${name} with a plain go build`, () =>
    orNote(notes, () => plainVariant(target)),
  );
  const ready = await terminal.during(`Starting ${name}`, () =>
    orNote(notes, () => startVariants({ plain, ours }, target, plan.runs)),
  );
  const uses = () => countReuse(emulator.logs(name, { follow: false }));
  const usesBefore = await uses();
  const calls = await terminal.during(`Calling ${name}`, () =>
    measureCalls(url, { ...plan, cool: () => emulator.cool(name) }),
  );
  const report: FunctionReport = {
    name,
    cloud: "local",
    url,
    version,
    artifact: {
      kind,
      sha256,
      bytes: ours?.bytes ?? null,
      binaryBytes: ours?.binaryBytes ?? null,
      plain: plain && { bytes: plain.bytes, binaryBytes: plain.binaryBytes },
    },
    ready: { plain: toMeasurement(ready?.["plain"] ?? []), ours: toMeasurement(ready?.["ours"] ?? []) },
    calls: { cold: toMeasurement(calls.coldMs), warm: toMeasurement(calls.warmMs), failed: calls.failed },
    reuse: since(usesBefore, await uses()),
    notes,
  };
  return { report, samples: calls };
}

function startVariants(
  variants: Readonly<Record<string, Variant | null>>,
  target: FunctionStatus,
  runs: number,
): Promise<Record<string, number[]>> {
  const { contract } = target;
  const binaries = Object.entries(variants).flatMap(([label, variant]) =>
    variant === null ? [] : [{ label, path: variant.binaryPath, contract, ...filesOf(target) }],
  );
  return measureReady(binaries, runs);
}
