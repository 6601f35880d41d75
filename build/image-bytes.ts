import type { Blob } from "./oci/blob.js";
import { toLayer } from "./oci/layer.js";
import { readLayout } from "./oci/read-layout.js";
import { unpackLayer } from "./oci/unpack-layer.js";

const programPath = "bootstrap";

/** How much is pulled of the image in a layout, or would be if another program was in it. */
export async function imageBytes(layout: string, program?: Uint8Array): Promise<number> {
  const { manifest, config, layers } = await readLayout(layout);
  const packed =
    program === undefined ? layers : await Promise.all(layers.map((each) => pack(each, program)));
  return [manifest, config, ...packed].reduce((sum, { bytes }) => sum + bytes.length, 0);
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
