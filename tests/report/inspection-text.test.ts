import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { ImageInspection, Inspection } from "../../build/inspect.js";
import { toInspectionText } from "../../report/inspection-text.js";
import { binary, image, program, zip } from "./inspections.js";

const textOf = (path: string, inspection: Inspection) =>
  toInspectionText(path, inspection, { colors: false });

describe("toInspectionText", () => {
  it("shows an image: how it is run, what is in it, and every file of its layers", () => {
    assert.equal(
      textOf("dist/api", image),
      `dist/api  image for linux/arm64, OCI layout
sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

  size         2.80 MB packed, 6.52 MB unpacked
  manifest     application/vnd.oci.image.manifest.v1+json
  config       application/vnd.oci.image.config.v1+json
  created      1970-01-01T00:00:00Z
  user         65532:65532
  entrypoint   /bootstrap
  command      serve "--name=Ada Lovelace"
  folder       /
  environment  PATH TOKEN
  program      6.29 MB, static
  Go           go1.26.8
  module       example.com/shop
  linked       1 dependency
  provenance   of this image

Labels
  io.github.goserverless.certificates
    sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
  org.opencontainers.image.version  1.4.0

SBOM  3 components
  stdlib               1.26.8
  golang.org/x/net     v0.40.0
  ca-certificates.crt

Layer 1 of 2  130.2 kB packed, 222.7 kB unpacked
sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
application/vnd.oci.image.layer.v1.tar+gzip

  drwxr-xr-x         -  etc/
  -rw-r--r--  219.6 kB  etc/ca-certificates.crt

Layer 2 of 2  2.67 MB packed, 6.29 MB unpacked
sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
application/vnd.oci.image.layer.v1.tar+gzip

  -rwxr-xr-x  6.29 MB  bootstrap
  lrwxrwxrwx        -  run
  drwxrwxrwt        -  tmp/
`,
    );
  });

  it("fits 80 columns", () => {
    for (const inspection of [image, zip, binary]) {
      const lines = textOf("dist/api", inspection).split("\n");
      assert.deepEqual(
        lines.filter((line) => line.length > 80),
        [],
      );
    }
  });

  it("says what an image does not tell", () => {
    const { program: _, sbom: __, provenance: ___, ...rest } = image;
    const bare: ImageInspection = {
      ...rest,
      savedAs: "docker-tar",
      config: { ...image.config, user: "", command: [], entrypoint: [], created: "", labels: {} },
      layers: [],
    };
    assert.equal(
      textOf("api.tar", bare),
      `api.tar  image for linux/arm64, tar for "docker load"
sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

  size         2.80 MB packed, 0 B unpacked
  manifest     application/vnd.oci.image.manifest.v1+json
  config       application/vnd.oci.image.config.v1+json
  user         root
  folder       /
  environment  PATH TOKEN
  program      not in the image
  provenance   none
`,
    );
  });

  it("says where an SBOM comes from that was not saved, and that a provenance is of another image", () => {
    const { sbom, provenance } = image;
    assert.ok(sbom && provenance);
    const text = textOf("api", {
      ...image,
      sbom: { ...sbom, isSaved: false },
      provenance: { ...provenance, isOfImage: false },
    });
    assert.match(text, /^SBOM {2}3 components, none is saved with the image: made of its program$/m);
    assert.match(text, /^ {2}provenance {3}of another image$/m);
  });

  it("shows a zip", () => {
    assert.equal(
      textOf("dist/api.zip", zip),
      `dist/api.zip  zip for linux/arm64
sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

  size     2.60 MB packed, 6.29 MB unpacked
  program  6.29 MB, static
  Go       go1.26.8
  module   example.com/shop
  linked   1 dependency

Files
  -rwxr-xr-x  6.29 MB  bootstrap
  d?????????        -  web/
  -?????????     12 B  web/index.html
`,
    );
  });

  it("shows a zip without a program, and one without files", () => {
    const { program: _, ...rest } = zip;
    assert.equal(
      textOf("a.zip", { ...rest, files: [] }),
      `a.zip  zip
sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

  size     2.60 MB packed, 0 B unpacked
  program  none: no file "bootstrap"

Files
`,
    );
  });

  it("shows a binary", () => {
    assert.equal(
      textOf("api", binary),
      `api  binary for linux/arm64
sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee

  program  6.29 MB, static
  Go       go1.26.8
  module   example.com/shop
  linked   1 dependency
`,
    );
  });

  it("shows a binary that Go did not build, for a system that we do not know", () => {
    const foreign = { ...program, goVersion: "", module: "", dependencies: [], static: false, os: "" };
    assert.equal(
      textOf("ls", { kind: "binary", program: foreign }),
      `ls  binary for an unknown system
sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee

  program  6.29 MB, not static
  Go       no build information
`,
    );
  });

  it("hides no line behind what a foreign image has in its names", () => {
    const [layer] = image.layers;
    assert.ok(layer);
    const evil = "a\u001b[2K\rb\n";
    const foreign: ImageInspection = {
      ...image,
      config: {
        ...image.config,
        os: evil,
        user: evil,
        workingFolder: evil,
        created: evil,
        entrypoint: [evil],
        environment: [evil],
        labels: { [evil]: evil },
      },
      layers: [{ ...layer, files: [{ path: evil, kind: "file", mode: 0, bytes: 0 }] }],
      program: { ...program, module: evil, goVersion: evil },
      sbom: { digest: layer.digest, isSaved: true, components: [{ name: evil, version: evil }] },
    };
    const text = textOf(evil, foreign);
    assert.doesNotMatch(text, /[^\n\x20-\x7e]/);
    assert.equal(
      text.split("\n").length,
      textOf("a", { ...foreign, ...harmless(foreign) }).split("\n").length,
    );
  });

  it("keeps the same text under its colours", () => {
    for (const inspection of [image, zip, binary]) {
      const colored = toInspectionText("api", inspection, { colors: true });
      assert.equal(stripVTControlCharacters(colored), textOf("api", inspection));
      assert.ok(colored.startsWith("\u001b[1mapi\u001b[22m"));
    }
  });
});

/** The same with names that show as they are. */
function harmless(foreign: ImageInspection): Pick<ImageInspection, "config"> {
  return { config: { ...foreign.config, user: "a", workingFolder: "a", labels: { a: "b" } } };
}
