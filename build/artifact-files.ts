import { readFile } from "node:fs/promises";
import type { Artifact, ArtifactKind } from "./artifact.js";
import { unzip } from "./unzip.js";

/** A file in an artifact. */
export interface ArtifactFile {
  readonly path: string;
  /** Unpacked. */
  readonly bytes: number;
  read(): Promise<Buffer>;
}

/** Where every artifact that is built here has its program. */
export const programPath = "bootstrap";

/** The files in an artifact of ours, the program among them. */
export function artifactFiles({ kind, path }: Pick<Artifact, "kind" | "path">): Promise<ArtifactFile[]> {
  return readers[kind](path);
}

/** The program of an artifact of ours. */
export async function programOf(artifact: Pick<Artifact, "kind" | "path">): Promise<Buffer> {
  const program = (await artifactFiles(artifact)).find(({ path }) => path === programPath);
  if (program === undefined) throw new Error(`${artifact.path} holds no "${programPath}"`);
  return program.read();
}

const readers: Readonly<Record<ArtifactKind, (path: string) => Promise<ArtifactFile[]>>> = {
  async zip(path) {
    const entries = unzip(await readFile(path)).filter(({ name }) => !name.endsWith("/"));
    return entries.map((entry) => ({ path: entry.name, bytes: entry.bytes, read: () => entry.read() }));
  },
  async image(path) {
    const { readLayout } = await import("./oci/read-layout.js");
    const { unpackLayer } = await import("./oci/unpack-layer.js");
    const layers = await Promise.all((await readLayout(path)).layers.map((layer) => unpackLayer(layer)));
    return layers
      .flatMap(({ members }) => members)
      .filter(({ kind }) => kind === "file")
      .map(({ path: name, bytes }) => ({ path: name, bytes: bytes.length, read: async () => bytes }));
  },
};
