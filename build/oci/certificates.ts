import { X509Certificate } from "node:crypto";
import { BuildError } from "../build-error.js";
import { fileAt } from "../file-at.js";
import { showPath } from "../show-path.js";
import { messages } from "./messages.js";
import { type DataSource, type PinnedFile, readPinned } from "./pinned-file.js";

/** Where systems keep their bundle, as Go looks for it: https://go.dev/src/crypto/x509/root_linux.go, root_bsd.go */
const hostPaths = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

const block = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * Reads the certificates that a program in an image trusts, from a PEM file or this machine's bundle.
 *
 * `SSL_CERT_FILE` is not heeded: a proxy of the build machine is not to be trusted in production.
 */
export async function readCertificates(
  source: DataSource,
  paths: readonly string[] = hostPaths,
): Promise<PinnedFile> {
  const path = source.path ?? paths.find((each) => fileAt(each)?.isFile());
  if (path === undefined) throw new BuildError(messages.certificatesNowhere(paths));
  const file = await readPinned("image.caCertificates", path, source.sha256, messages.certificatesUnreadable);
  check(file.bytes.toString("latin1"), showPath(path));
  return file;
}

function check(text: string, shown: string): void {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw new BuildError(messages.certificatesWithKey(shown));
  const begun = text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/g)?.length ?? 0;
  if (begun === 0) throw new BuildError(messages.certificatesNone(shown));
  const blocks = text.match(block) ?? [];
  const damaged = blocks.findIndex((each) => !isCertificate(each));
  if (damaged !== -1 || blocks.length !== begun)
    throw new BuildError(messages.certificateDamaged(shown, (damaged === -1 ? blocks.length : damaged) + 1));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== "";
  } catch {
    return false;
  }
}
