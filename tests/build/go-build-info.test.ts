import assert from "node:assert/strict";
import { readGoBuildInfo, readGoModules } from "../../build/go-build-info.js";

/** The bytes that the linker writes: https://pkg.go.dev/debug/buildinfo */
function blob(version: string, modules: string, flags = 2): Buffer {
  const header = Buffer.alloc(32);
  header.write("\xff Go buildinf:", "latin1");
  header[14] = 8;
  header[15] = flags;
  const sentinel = "0123456789abcdef";
  const text = modules === "" ? "" : `${sentinel}${modules}${sentinel}`;
  return Buffer.concat([Buffer.alloc(16), header, sized(version), sized(text), Buffer.alloc(8)]);
}

function sized(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const prefix = length < 128 ? [length] : [(length % 128) + 128, Math.floor(length / 128)];
  return Buffer.concat([Buffer.from(prefix), Buffer.from(text)]);
}

describe("readGoBuildInfo", () => {
  it("names a replaced module by what is linked in for it", () => {
    const modules = [
      "path\texample.com/shop/cmd/api",
      "mod\texample.com/shop\t(devel)\t",
      "dep\texample.com/a\tv1.0.0\th1:x=",
      "dep\texample.com/b\tv1.0.0",
      "=>\texample.com/fork\tv1.0.1\th1:y=",
      "dep\texample.com/c\tv0.0.0",
      "=>\t../c\t(devel)\t",
      "build\t-trimpath=true",
      "build\t-tags=lambda.norpc",
      "",
    ].join("\n");
    assert.deepEqual(readGoBuildInfo(blob("go1.26.8", modules)), {
      goVersion: "go1.26.8",
      module: "example.com/shop",
      dependencies: ["example.com/a@v1.0.0", "example.com/c@v0.0.0", "example.com/fork@v1.0.1"],
      settings: ["-tags=lambda.norpc", "-trimpath=true"],
    });
  });

  it("gives the version alone for a binary without modules", () => {
    assert.deepEqual(readGoBuildInfo(blob("devel go1.27-abc", "")), {
      goVersion: "devel go1.27-abc",
      module: "",
      dependencies: [],
      settings: [],
    });
  });

  it("gives nothing for the layout before Go 1.18", () => {
    assert.equal(readGoBuildInfo(blob("go1.17", "", 0)), undefined);
  });

  it("gives nothing for a length that leads out of the file", () => {
    const bytes = blob("go1.26.8", "");
    assert.equal(readGoBuildInfo(bytes.subarray(0, 50)), undefined);
  });
});

describe("readGoModules", () => {
  it("gives what is linked in by the path that it is imported under", () => {
    const modules = [
      "mod\texample.com/shop\t(devel)\t",
      "dep\texample.com/a\tv1.0.0\th1:x=",
      "dep\texample.com/b\tv1.0.0",
      "=>\texample.com/fork\tv1.0.1\th1:y=",
      "dep\texample.com/c\tv0.0.0",
      "=>\t../c\t(devel)\t",
      "",
    ].join("\n");
    assert.deepEqual(
      [...readGoModules(blob("go1.26.8", modules))],
      [
        ["example.com/a", "example.com/a@v1.0.0"],
        ["example.com/b", "example.com/fork@v1.0.1"],
        ["example.com/c", "example.com/c@v0.0.0"],
      ],
    );
  });

  it("gives none for a file without build information", () => {
    assert.deepEqual([...readGoModules(Buffer.alloc(64))], []);
  });
});
