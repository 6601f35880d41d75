import { artifactFiles, programPath } from "../../build/artifact-files.js";
import type { Artifact } from "../../build/index.js";
import { tryAnatomy } from "./try-anatomy.js";

/** Something in an artifact: a Go package, a part of the binary, or a file next to it. */
export interface LargePart {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
}

/** What an artifact, or its binary alone, is made of, the largest first. */
export async function largestParts(artifact: Artifact, of: "artifact" | "binary"): Promise<LargePart[]> {
  const files = await artifactFiles(artifact);
  const program = files.find(({ path }) => path === programPath);
  const anatomy = program && (await tryAnatomy(await program.read()));
  const inBinary = [
    ...(anatomy?.packages ?? []).map(({ path, bytes }) => ({ name: path, bytes })),
    ...(anatomy?.parts ?? []),
  ];
  const beside = files
    .filter(({ path }) => path !== programPath)
    .map(({ path, bytes }) => ({ name: path, bytes }));
  return [...inBinary, ...(of === "artifact" ? beside : [])].sort((a, b) => b.bytes - a.bytes);
}
