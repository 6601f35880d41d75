import { X509Certificate } from "node:crypto";
import { BuildError } from "../../build-error.js";
import { messages } from "./messages.js";

/** Refuses what Node would ignore without a word. */
export function checkCertificates(ca: string, registry: string): void {
  const blocks = ca.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length > 0 && blocks.every((block) => new X509Certificate(block).subject !== undefined))
      return;
  } catch {}
  throw new BuildError(messages.badCertificate(registry));
}
