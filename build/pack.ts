import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { ArtifactStore, StoredArtifact } from "./artifact-store.js";
import { checkBinary } from "./check-binary.js";
import type { ImageData } from "./image-data.js";
import { limit } from "./limit.js";
import type { DocumentedImage } from "./oci/layout-files.js";
import type { ImageContent, Origin } from "./pack-image.js";
import { readBinary } from "./read-binary.js";
import type { BuildRequest } from "./request.js";
import { type ZipEntry, zip } from "./zip.js";

/** Binaries held in memory at once. */
const limited = limit(availableParallelism());

/** What is packed. */
interface Packing {
  /** A path, or what is there. */
  readonly program: string | Buffer;
  /** Files next to it. */
  readonly included: readonly ZipEntry[];
  readonly target: Pick<BuildRequest, "os" | "architecture">;
  /** Packs an image; unset: a zip. */
  readonly image?: ImageData | undefined;
  readonly origin: Origin;
  /** Begins the sentence when the program cannot be run: `"artifact" ./api`. */
  readonly subject: string;
}

/** Checks a program, packs it as `bootstrap` and keeps what comes of it. */
export function pack(packing: Packing, store: ArtifactStore): Promise<StoredArtifact> {
  const { program: given, included, target, image: data, origin, subject } = packing;
  return limited(async () => {
    const program = typeof given === "string" ? await readFile(given) : given;
    checkBinary(program, target, subject);
    const binary = await readBinary(program);
    const { architecture } = target;
    const stored = data
      ? await store.saveImage(await asImage({ program, binary, included, architecture, data, origin }))
      : await store.saveZip(
          await zip([{ name: "bootstrap", bytes: program, executable: true }, ...included]),
        );
    return { ...stored, binary };
  });
}

async function asImage(content: ImageContent): Promise<DocumentedImage> {
  const { packImage } = await import("./pack-image.js");
  return packImage(content);
}
