import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDockerTar } from "../../../build/oci/docker-tar.js";
import { toImage } from "../../../build/oci/image.js";
import { writeLayout } from "../../../build/oci/layout.js";
import { zip } from "../../../build/zip.js";
import { imageRequest, sha256 } from "../../build/oci/image-request.js";
import { runCli } from "../run-cli.js";

const text = (title: string) => `${title}
sha256:3801c57625c98a6937c96caac76472a50cfe064e9fbad556185ba9b5ac2ec981

  size         1.2 kB packed, 5.1 kB unpacked
  manifest     application/vnd.oci.image.manifest.v1+json
  config       application/vnd.oci.image.config.v1+json
  created      1970-01-01T00:00:00Z
  user         65532:65532
  entrypoint   /bootstrap
  folder       /
  environment  PATH
  program      14 B, not static
  Go           no build information
  provenance   none

Notes
  The binary is cut short: its ELF header ends at byte 64, but the file has 14
  bytes: build or copy it again.

Labels
  org.opencontainers.image.version  1.2

SBOM  0 components, none is saved with the image: made of its program

Layer 1 of 1  259 B packed, 5.1 kB unpacked
sha256:4f2067942f6c3744b81ad0d362f96e4104f4ff6c52dd0911efae654c3de6001f
application/vnd.oci.image.layer.v1.tar+gzip

  -rwxr-xr-x  14 B  bootstrap
  drwxr-xr-x     -  etc/
  -rw-r--r--  27 B  etc/group
  -rw-r--r--  84 B  etc/passwd
  drwxrwxrwt     -  tmp/
`;

const zipText = `api.zip  zip for an unknown system
sha256:596e1b385ce7fd9cf7f614f0cee9f3e75e09437d2b2e29aeb5f3e45fcda37b07

  size     120 B packed, 4 B unpacked
  program  4 B, not static
  Go       no build information

Notes
  The binary is cut short: its ELF header ends at byte 64, but the file has 4
  bytes: build or copy it again.

Files
  -rwxr-xr-x  4 B  bootstrap
`;

describe("goserverless inspect", () => {
  let folder: string;
  const run = (...args: readonly string[]) => runCli(["inspect", ...args], { directory: folder });

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-cli-inspect-")));
    const image = await toImage(imageRequest({ labels: { version: "1.2" } }));
    await writeLayout(image, join(folder, "api"));
    await writeDockerTar(image, join(folder, "api.tar"), "api:latest");
    const files = [{ name: "bootstrap", bytes: Buffer.from("\x7fELF"), executable: true }];
    await writeFile(join(folder, "api.zip"), await zip(files));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [path, savedAs] of [
    ["api", "OCI layout"],
    ["./api.tar", 'tar for "docker load"'],
  ] as const) {
    it(`shows the image in ${path}`, async () => {
      const stdout = text(`${path}  image for linux/amd64, ${savedAs}`);
      assert.deepEqual(await run(path), { status: 0, stdout, stderr: "" });
    });
  }

  it("shows a zip", async () => {
    assert.deepEqual(await run("api.zip"), { status: 0, stdout: zipText, stderr: "" });
  });

  it("prints one document with --json", async () => {
    const { status, stdout, stderr } = await run("api", "--json");
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const document = JSON.parse(stdout);
    assert.deepEqual(
      [document.schema, document.kind, document.path, document.savedAs],
      [1, "image", join(folder, "api"), "layout"],
    );
    assert.equal(document.config.labels["org.opencontainers.image.version"], "1.2");
    assert.equal(document.binary.sha256, sha256(imageRequest().binary));
  });

  it("refuses what is none of these", async () => {
    await writeFile(join(folder, "notes.txt"), "hello");
    assert.deepEqual(await run("notes.txt"), {
      status: 1,
      stdout: "",
      stderr:
        './notes.txt is neither an image (an OCI layout folder or a tar for "docker load") nor a zip nor a binary for Linux or macOS. Name one of these.\n',
    });
  });
});
