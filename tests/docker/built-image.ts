import * as path from "node:path";
import { type Artifact, build } from "../../build/index.js";
import { imageFormats } from "../../build/oci/media-types.js";
import type { ImageOptions } from "../../build/request.js";
import { request } from "../build/go-module.js";

const root = path.resolve(__dirname, "../..");

/** Builds an image of a folder of this project, with certificates and time zones unless told. */
export function buildImage(
  folder: string,
  options: Partial<ImageOptions> = {},
  include: readonly string[] = [],
): Promise<Artifact> {
  const [format] = imageFormats;
  const image = { format, user: 65_532, certificates: {}, timeZones: {}, labels: {}, ...options };
  return build(request(path.join(root, folder), { image, include }));
}
