import assert from "node:assert/strict";
import { checkPaths, rootFiles, sharedFiles } from "../../../build/oci/root-files.js";
import type { TarEntry } from "../../../build/oci/tar.js";
import { data, imageRequest } from "./image-request.js";

const shown = (files: readonly TarEntry[]) =>
  files.map(
    ({ path, mode, bytes }) => `${mode.toString(8)} ${path}${bytes ? `: ${Buffer.from(bytes)}` : "/"}`,
  );

describe("rootFiles", () => {
  it("holds the program, a folder to write to, users and what is included", () => {
    const included = [
      { name: "web/index.html", bytes: Buffer.from("<html>"), executable: false },
      { name: "run.sh", bytes: Buffer.from("#!"), executable: true },
    ];
    assert.deepEqual(shown(rootFiles(imageRequest({ included }))), [
      "755 bootstrap: \x7fELF a program",
      "1777 tmp/",
      "644 etc/passwd: root:x:0:0:root:/tmp:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n",
      "644 etc/group: root:x:0:\nnonroot:x:65532:\n",
      "644 web/index.html: <html>",
      "755 run.sh: #!",
    ]);
  });

  it("names no user beside root when the program runs as root", () => {
    const files = shown(rootFiles(imageRequest({ user: 0 })));
    assert.deepEqual(files.slice(2), [
      "644 etc/passwd: root:x:0:0:root:/tmp:/sbin/nologin\n",
      "644 etc/group: root:x:0:\n",
    ]);
  });

  for (const user of [-1, 1.5, 4294967295, Number.NaN]) {
    it(`refuses the user ${user}`, () => {
      assert.throws(() => rootFiles(imageRequest({ user })), {
        name: "BuildError",
        message: `"image.user" must be a user ID from 0 to 4294967294, got ${user}. Use 65532, which is no user of the machine.`,
      });
    });
  }
});

describe("sharedFiles", () => {
  it("puts certificates and time zones where Go looks for them", () => {
    assert.deepEqual(shown(sharedFiles(data)), [
      "644 etc/ssl/certs/ca-certificates.crt: -----BEGIN CERTIFICATE-----\n",
      "644 usr/share/zoneinfo/UTC: TZif 0",
      "644 usr/share/zoneinfo/Asia/Shanghai: TZif 8",
    ]);
  });

  it("is empty when there are none", () => {
    assert.deepEqual(sharedFiles({}), []);
  });
});

describe("checkPaths", () => {
  const file = (path: string): TarEntry => ({ path, mode: 0o644, bytes: Buffer.alloc(0) });
  const outside = (path: string) =>
    `An image cannot hold ${path}: a path in it must be relative and name each folder once, without "." and "..". Rename the file.`;
  const taken = (path: string) =>
    `An image cannot hold ${path} twice: the image itself or another file has that path. Rename the file.`;
  const whiteout = (path: string) =>
    `An image cannot hold ${path}: a name that starts with ".wh." stands for a file to delete. Rename the file.`;

  for (const [paths, message] of [
    [["../a"], outside('"../a"')],
    [["a/../../b"], outside('"a/../../b"')],
    [["/etc/shadow"], outside('"/etc/shadow"')],
    [["a//b"], outside('"a//b"')],
    [["./a"], outside('"./a"')],
    [[""], outside('""')],
    [["a/"], outside('"a/"')],
    [["a\0b"], outside('"a\\u0000b"')],
    [["a/.wh.b"], whiteout('"a/.wh.b"')],
    [[".wh..wh..opq"], whiteout('".wh..wh..opq"')],
    [["etc/passwd", "etc/passwd"], taken('"etc/passwd"')],
    [["a", "a/b"], taken('"a"')],
    [["a/b/c", "a"], taken('"a"')],
  ] as const) {
    it(`refuses ${JSON.stringify(paths)}`, () => {
      assert.throws(() => checkPaths(paths.map(file)), { name: "BuildError", message });
    });
  }

  it("takes dots within names, and files in a folder that is given", () => {
    checkPaths([file("a..b"), file(".hidden"), file("..."), { path: "tmp", mode: 0o1777 }, file("tmp/a")]);
  });
});
