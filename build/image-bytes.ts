import { programPath } from "./artifact-files.js";
import { type Blob, pulledBytes } from "./oci/blob.js";
import { toLayer } from "./oci/layer.js";
import { readLayout } from "./oci/read-layout.js";
import { unpackLayer } from "./oci/unpack-layer.js";

/** How much is pulled of the image in a layout, or would be if another program was in it. */
export async function imageBytes(layout: string, program?: Uint8Array): Promise<number> {
  const { manifest, config, layers } = await readLayout(layout);
  if (program === undefined) return pulledBytes({ manifest, config, layers });
  const packed = await Promise.all(layers.map((each) => pack(each, program)));
  return pulledBytes({ manifest, config, layers: packed });
}

/** Other layers stay as they are. */
async function pack(layer: Blob, program: Uint8Array): Promise<Blob> {
  const { members } = await unpackLayer(layer);
  if (!members.some(({ path }) => path === programPath)) return layer;
  const files = members.map(({ path, kind, mode, bytes }) => {
    if (kind === "folder") return { path, mode };
    return { path, mode, bytes: path === programPath ? program : bytes };
  });
  return (await toLayer(layer.mediaType, files)).blob;
}
