import { readFile } from "node:fs/promises";
import type { EmulatorClient } from "../emulator/client.js";
import type { FunctionStatus } from "../emulator/function-config.js";
import type { Anatomy } from "../evidence/size/anatomy.js";
import type { PageFunction } from "../report/page/stack-page.js";
import { toWarmUse } from "../report/page/warm-use.js";
import type { KnownFunction } from "./known-stacks.js";
import { type MeasurePlan, measureFunction } from "./measure-function.js";
import { orNote } from "./or-note.js";
import type { Terminal } from "./terminal.js";
import { binaryPathOf, filesOf } from "./variants.js";

/** What there is to know of a function: measured now where it runs on this machine, and remembered. */
export async function gatherPageFunction(
  known: KnownFunction,
  emulator: EmulatorClient | undefined,
  plan: MeasurePlan,
  terminal: Terminal,
): Promise<PageFunction> {
  const { running } = known;
  if (running === undefined || emulator === undefined) return remembered(known);
  return measured(known, running, emulator, plan, terminal);
}

async function remembered({ name, functionName, history }: KnownFunction): Promise<PageFunction> {
  const last = history.at(-1);
  const anatomy = await rememberedAnatomy(last?.binarySha256);
  return {
    name,
    functionName,
    cloud: last?.cloud ?? "local",
    url: last?.url ?? "",
    version: last?.version ?? "",
    packaging: last?.packaging ?? "",
    size: {
      bytes: last?.artifactBytes ?? null,
      binaryBytes: last?.binaryBytes ?? null,
      plain: null,
      anatomy,
    },
    start: { plain: null, ours: null, init: null },
    calls: null,
    use: null,
    warm: last?.warm ?? null,
    history,
    notes: [],
  };
}

async function measured(
  { name, functionName, history }: KnownFunction,
  running: FunctionStatus,
  emulator: EmulatorClient,
  plan: MeasurePlan,
  terminal: Terminal,
): Promise<PageFunction> {
  // The calls that are made to measure are no use of the function.
  const calls = await emulator.calls(functionName);
  const { report, samples } = await measureFunction(running, emulator, plan, terminal);
  const { artifact, ready, url, version, cloud } = report;
  const notes = [...report.notes];
  const binary = binaryPathOf(running);
  const anatomy = await orNote(notes, () => anatomyOf(binary));
  const init = await terminal.during(`Tracing the start of ${name}`, () =>
    orNote(notes, () => profile(binary, running, plan)),
  );
  const { warmTarget } = running;
  return {
    name,
    functionName,
    cloud,
    url,
    version,
    packaging: artifact.kind,
    size: { bytes: artifact.bytes, binaryBytes: artifact.binaryBytes, plain: artifact.plain, anatomy },
    start: { ...ready, init },
    calls: { coldMs: samples.coldMs, warmMs: samples.warmMs, failed: samples.failed },
    use: toWarmUse(calls, warmTarget),
    warm: history.at(-1)?.warm ?? { least: warmTarget, most: warmTarget, average: warmTarget },
    history,
    notes,
  };
}

async function anatomyOf(binary: string): Promise<Anatomy> {
  const { readAnatomy } = await import("../evidence/size/read-anatomy.js");
  return readAnatomy(await readFile(binary));
}

async function rememberedAnatomy(binarySha256: string | undefined): Promise<Anatomy | null> {
  if (binarySha256 === undefined) return null;
  const { readRememberedAnatomy } = await import("../evidence/history/anatomies.js");
  return (await readRememberedAnatomy(binarySha256)) ?? null;
}

async function profile(binary: string, target: FunctionStatus, { runs }: MeasurePlan) {
  if (runs === 0) return null;
  const { profileInit } = await import("../evidence/init/profile-init.js");
  return profileInit(binary, { contract: target.contract, ...filesOf(target), runs });
}
