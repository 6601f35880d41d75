import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { readCertificates } from "../../../build/oci/certificates.js";
import { useFolders } from "../go-module.js";
import { sha256 } from "./image-request.js";

const [first = "", second = ""] = rootCertificates;
const bundle = `# Two of them\n${first}\n${second}\n`;

describe("readCertificates", () => {
  const folders = useFolders();
  const before = process.cwd();
  beforeEach(() => process.chdir(folders.folder));
  afterEach(() => process.chdir(before));
  const path = () => join(folders.folder, "ca.pem");

  it("reads a PEM file as it is", async () => {
    await writeFile(path(), bundle);
    assert.deepEqual(await readCertificates({ path: path() }), {
      sha256: sha256(bundle),
      bytes: Buffer.from(bundle),
    });
  });

  it("takes this machine's bundle when no file is given, the first that is there", async () => {
    await writeFile(path(), bundle);
    await writeFile(join(folders.folder, "other.pem"), first);
    const paths = [join(folders.folder, "none.pem"), path(), join(folders.folder, "other.pem")];
    assert.equal((await readCertificates({}, paths)).sha256, sha256(bundle));
  });

  it("says what to do when this machine has none", async () => {
    await assert.rejects(readCertificates({}, ["/none/a.crt", "/none/b.pem"]), {
      name: "BuildError",
      message:
        '"image.caCertificates" needs the certificates of this machine, but it has none of /none/a.crt, /none/b.pem. Install the package ca-certificates, or name a PEM file.',
    });
  });

  it("takes a file with the hash that it is pinned to", async () => {
    await writeFile(path(), bundle);
    assert.equal(
      (await readCertificates({ path: path(), sha256: sha256(bundle) })).bytes.length,
      bundle.length,
    );
  });

  it("refuses a file with another hash than it is pinned to", async () => {
    await writeFile(path(), bundle);
    await assert.rejects(readCertificates({ path: path(), sha256: "0".repeat(64) }), {
      name: "BuildError",
      message: `"image.caCertificates" ./ca.pem must have the sha256 ${"0".repeat(64)}, got ${sha256(bundle)}. Bring the file back, or pin the new hash.`,
    });
  });

  it("refuses a file that is not there", async () => {
    await assert.rejects(readCertificates({ path: path() }), {
      name: "BuildError",
      message: '"image.caCertificates" must be a PEM file, but ./ca.pem cannot be read (ENOENT).',
    });
  });

  const cut = second.slice(0, 200);
  const damaged = (position: number) =>
    `"image.caCertificates" ./ca.pem cannot be used: certificate ${position} in it is damaged. Remove or replace it.`;
  for (const [title, content, message] of [
    [
      "without a certificate",
      "hello",
      '"image.caCertificates" must be a PEM file of certificates, but ./ca.pem holds none.',
    ],
    [
      "with a damaged certificate",
      `${first}\n-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n`,
      damaged(2),
    ],
    ["that is cut", `${first}\n${cut}`, damaged(2)],
    [
      "with a private key",
      `${first}\n-----BEGIN EC PRIVATE KEY-----\nsecret\n-----END EC PRIVATE KEY-----\n`,
      '"image.caCertificates" ./ca.pem holds a private key, which whoever pulls the image could read. Name a file of certificates alone.',
    ],
  ] as const) {
    it(`refuses a file ${title}`, async () => {
      await writeFile(path(), content);
      await assert.rejects(readCertificates({ path: path() }), { name: "BuildError", message });
    });
  }
});
