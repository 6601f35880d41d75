import type { BinaryInfo } from "../artifact.js";
import { BuildError } from "../build-error.js";
import { readGoBuildInfo } from "../go-build-info.js";
import { readBinary } from "../read-binary.js";
import { type Digest, digestOf, hexOf, type Image, pulledBytes, type Referrer } from "./blob.js";
import { dataLabels } from "./labels.js";
import { messages } from "./messages.js";
import { type ImageConfig, readConfig } from "./read-config.js";
import { isDigest } from "./read-manifest.js";
import { toSbom } from "./sbom.js";
import { unpackLayer } from "./unpack-layer.js";
import type { TarMember } from "./untar.js";

/** What is in an image, for people to read. */
export interface ImageContent {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly config: ImageConfig;
  /** What is pulled: the manifest, the config and the packed layers. */
  readonly bytes: number;
  /** Lowest first. */
  readonly layers: readonly LayerContent[];
  /** The program that is run, if it is in the image. */
  readonly binary?: BinaryInfo;
  readonly program?: Buffer;
  /** What unpacking the layers took just now. */
  readonly unpackMs: number;
  /** Made anew from what is in the image; of an image of ours, the same as when it was built. */
  readonly sbom?: Referrer;
}

export interface LayerContent {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly files: readonly ImageFile[];
}

export interface ImageFile extends Omit<TarMember, "bytes"> {
  readonly bytes: number;
}

/** Unpacks an image's layers, checks them against its configuration, and tells what is in them. */
export async function readImage(image: Image): Promise<ImageContent> {
  try {
    return await read(image);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError(messages.imageUnreadable(image.manifest.digest, reason), { cause });
  }
}

async function read({ manifest, config: configBlob, layers: blobs }: Image): Promise<ImageContent> {
  const config = readConfig(configBlob.bytes);
  if (config.diffIds.length !== blobs.length)
    throw new Error(`its config names ${config.diffIds.length} layers, its manifest ${blobs.length}`);
  const layers: LayerContent[] = [];
  let program: Buffer | undefined;
  let unpackMs = 0;
  for (const [index, blob] of blobs.entries()) {
    const before = performance.now();
    const { members, archive } = await unpackLayer(blob);
    unpackMs += performance.now() - before;
    if (digestOf(archive) !== config.diffIds[index])
      throw new Error(`its layer ${blob.digest} unpacks to something else than its config says`);
    program = members.findLast((member) => isProgram(member, config))?.bytes ?? program;
    layers.push({
      digest: blob.digest,
      mediaType: blob.mediaType,
      bytes: blob.bytes.length,
      unpackedBytes: archive.length,
      files: members.map((member) => ({ ...member, bytes: member.bytes.length })),
    });
  }
  const { digest, mediaType } = manifest;
  const bytes = pulledBytes({ manifest, config: configBlob, layers: blobs });
  const described = program ? { program, ...(await describe(program, config)) } : {};
  return { digest, mediaType, config, bytes, layers, unpackMs, ...described };
}

function isProgram({ path, kind }: TarMember, { entrypoint, command }: ImageConfig): boolean {
  return kind === "file" && `/${path}` === (entrypoint[0] ?? command[0]);
}

async function describe(program: Buffer, { labels, created }: ImageConfig) {
  const binary = await readBinary(program);
  const settings = readGoBuildInfo(program)?.settings ?? [];
  const certificates = labels[dataLabels.certificates];
  const timeZones = labels[dataLabels.timeZones];
  const data = {
    ...(isDigest(certificates) ? { certificatesSha256: hexOf(certificates) } : {}),
    ...(isDigest(timeZones) ? { timeZonesSha256: hexOf(timeZones) } : {}),
  };
  return { binary, sbom: toSbom({ binary, settings, created, ...data }) };
}
