import { createHash } from "node:crypto";
import type { ImageRequest } from "../../../build/oci/image.js";

/** A request for an image of a few bytes, with the given fields changed. */
export function imageRequest(changes: Partial<ImageRequest> = {}): ImageRequest {
  return {
    binary: Buffer.from("\x7fELF a program"),
    included: [],
    user: 65532,
    architecture: "amd64",
    format: "oci",
    labels: {},
    createdSeconds: 0,
    ...changes,
  };
}

/** Certificates and time zones that are not looked at. */
export const data = {
  certificates: pinned("-----BEGIN CERTIFICATE-----\n"),
  timeZones: {
    sha256: sha256("a zip"),
    zones: [
      { name: "UTC", bytes: Buffer.from("TZif 0") },
      { name: "Asia/Shanghai", bytes: Buffer.from("TZif 8") },
    ],
  },
};

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

function pinned(text: string) {
  return { sha256: sha256(text), bytes: Buffer.from(text) };
}
