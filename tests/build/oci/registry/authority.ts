import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate authority of our own, and a certificate for 127.0.0.1 that it signed. */
export interface Authority {
  /** The authority's certificate as PEM. */
  readonly ca: string;
  /** Paths of files. */
  readonly certificate: string;
  readonly key: string;
  close(): Promise<void>;
}

export async function makeAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), "goserverless-authority-"));
  const at = (name: string) => join(folder, name);
  const request = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
  ];
  openssl(...request, "-subj", "/CN=test authority", "-keyout", at("ca.key"), "-out", at("ca.pem"));
  openssl(
    ...request,
    ...["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-subj", "/CN=127.0.0.1"],
    ...["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"],
    ...["-keyout", at("server.key"), "-out", at("server.pem")],
  );
  return {
    ca: await readFile(at("ca.pem"), "utf8"),
    certificate: at("server.pem"),
    key: at("server.key"),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function openssl(...args: string[]): void {
  try {
    execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error("openssl is needed. Install it: sudo apt-get install openssl.");
    throw error;
  }
}
