import type { GoBuildInfo } from "../../build/go-build-info.js";
import type { Anatomy } from "../size/anatomy.js";
import { theirRuntime } from "./our-runtime.js";
import { shortList } from "./short-list.js";
import type { Advice } from "./source-facts.js";

interface Reading {
  readonly what: string;
  readonly applies: (info: GoBuildInfo) => boolean;
  /** What goes, of the parts by name and of the packages by path. */
  readonly goes: RegExp;
}

const readings: readonly Reading[] = [
  {
    what: 'Build with -ldflags "-s -w": no cloud reads symbols and debug data.',
    applies: () => true,
    goes: /^(?:symbol table|DWARF)$/i,
  },
  {
    what: 'Build with -tags lambda.norpc: only the retired runtime "go1.x" called programs by RPC.',
    applies: (info) => has(info, theirRuntime) && !tagsOf(info).includes("lambda.norpc"),
    goes: /^(?:net\/rpc|encoding\/gob)$/,
  },
  {
    what: "Build with CGO_ENABLED=0: what is not Go, and calls it, then goes.",
    applies: ({ settings }) => settings.includes("CGO_ENABLED=1"),
    goes: /^(?:C|runtime\/cgo)$/,
  },
];

/** What can be done about a binary without its sources, counted in it. */
export function adviseOnBinary(anatomy: Anatomy, info: GoBuildInfo): Advice[] {
  const sizes = [...anatomy.parts, ...anatomy.packages.map(({ path, bytes }) => ({ name: path, bytes }))];
  const advice = readings
    .filter(({ applies }) => applies(info))
    .map(({ what, goes }): Advice => {
      const savesBytes = sizes.reduce((sum, { name, bytes }) => sum + (goes.test(name) ? bytes : 0), 0);
      return { what, savesBytes, basis: "read" };
    });
  return shortList(advice, anatomy.bytes);
}

function has({ dependencies }: GoBuildInfo, module: string): boolean {
  return dependencies.some((dependency) => dependency.startsWith(`${module}@`));
}

function tagsOf({ settings }: GoBuildInfo): string[] {
  const tags = settings.find((setting) => setting.startsWith("-tags="));
  return (
    tags
      ?.slice("-tags=".length)
      .replaceAll('"', "")
      .split(/[\s,]+/) ?? []
  );
}
