import { availableParallelism } from "node:os";
import { limit } from "./limit.js";

const level = 6;
/** Below this size a worker thread costs more than the compression. */
const workerBytes = 256 * 1024;
const limited = limit(availableParallelism());

/**
 * Compresses to the same bytes everywhere.
 *
 * By fflate, because the bytes of Node's zlib vary with its version and with the processor.
 */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const fflate = await import("fflate");
  if (bytes.length < workerBytes) return fflate.deflateSync(bytes, { level });
  return limited(
    () =>
      new Promise<Uint8Array>((resolve, reject) => {
        fflate.deflate(bytes, { level }, (error, data) => (error ? reject(error) : resolve(data)));
      }),
  );
}
