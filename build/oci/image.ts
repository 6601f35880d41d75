import type { GoArchitecture } from "../request.js";
import type { Image } from "./blob.js";
import { toConfig } from "./config.js";
import { dataLabels, type ImageLabels, toAnnotations } from "./labels.js";
import { type Layer, toLayer } from "./layer.js";
import { toManifest } from "./manifest.js";
import { type ImageFormat, mediaTypes } from "./media-types.js";
import type { PinnedFile } from "./pinned-file.js";
import { checkPaths, type RootContent, rootFiles, sharedFiles } from "./root-files.js";
import type { TarEntry } from "./tar.js";
import type { TimeZones } from "./time-zones.js";

/** What an image is made of. Every field has its final value: defaults belong to whoever makes the request. */
export interface ImageRequest extends RootContent {
  /** A static Linux binary for the architecture, checked before. */
  readonly binary: Uint8Array;
  readonly architecture: GoArchitecture;
  readonly format: ImageFormat;
  readonly labels: ImageLabels;
  readonly createdSeconds: number;
  readonly certificates?: PinnedFile;
  readonly timeZones?: TimeZones;
}

/** Made at build time, from a request alone: the same request is the same image, byte for byte. */
export async function toImage(request: ImageRequest): Promise<Image> {
  const { architecture, user, createdSeconds } = request;
  const types = mediaTypes[request.format];
  const layers = await toLayers(types.layer, [
    // A layer of its own and below, so that registries and hosts keep it once for all functions.
    { comment: "certificates and time zones", files: sharedFiles(request) },
    { comment: "the program", files: rootFiles(request) },
  ]);
  const annotations = toAnnotations(request.labels);
  const labels = { ...hashesOfData(request), ...annotations };
  const config = toConfig(types.config, { architecture, user, createdSeconds, labels, layers });
  const blobs = layers.map(({ blob }) => blob);
  const manifest = toManifest(types.manifest, config, blobs, request.format === "oci" ? annotations : {});
  return { manifest, config, layers: blobs };
}

interface LayerContent {
  readonly comment: string;
  readonly files: readonly TarEntry[];
}

async function toLayers(
  mediaType: string,
  contents: readonly LayerContent[],
): Promise<(Layer & { comment: string })[]> {
  checkPaths(contents.flatMap(({ files }) => files));
  const filled = contents.filter(({ files }) => files.length > 0);
  return Promise.all(
    filled.map(async ({ comment, files }) => ({ comment, ...(await toLayer(mediaType, files)) })),
  );
}

function hashesOfData({ certificates, timeZones }: ImageRequest): Record<string, string> {
  return {
    ...(certificates ? { [dataLabels.certificates]: `sha256:${certificates.sha256}` } : {}),
    ...(timeZones ? { [dataLabels.timeZones]: `sha256:${timeZones.sha256}` } : {}),
  };
}
