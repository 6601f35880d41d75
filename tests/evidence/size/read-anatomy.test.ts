import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Anatomy } from "../../../evidence/size/anatomy.js";
import { readAnatomy } from "../../../evidence/size/read-anatomy.js";
import { compiled } from "../../build/compiled.js";
import { buildWebServer, type WebServer, withoutSections } from "./web-server.js";

const sum = (sizes: readonly { readonly bytes: number }[]) =>
  sizes.reduce((total, { bytes }) => total + bytes, 0);

function assertWhole(anatomy: Anatomy, binary: Buffer): void {
  assert.equal(anatomy.bytes, binary.length);
  assert.equal(sum(anatomy.packages) + sum(anatomy.parts), anatomy.attributedBytes);
  assert.ok(anatomy.attributedBytes <= anatomy.bytes);
  assert.ok(anatomy.attributedBytes >= 0.95 * anatomy.bytes, `${anatomy.attributedBytes}`);
  for (const { path, codeBytes, tableBytes, dataBytes, bytes } of anatomy.packages)
    assert.equal(codeBytes + tableBytes + dataBytes, bytes, path);
}

const packageAt = (anatomy: Anatomy, path: string) => {
  const found = anatomy.packages.find((each) => each.path === path);
  assert.ok(found, `no package ${path}`);
  return found;
};

const partNames = ({ parts }: Anatomy) => parts.map(({ name }) => name);

describe("readAnatomy", () => {
  describe("of a web server", function () {
    this.timeout(120_000);
    let server: WebServer;
    let full: Anatomy;
    let stripped: Anatomy;
    before(() => {
      server = buildWebServer();
      full = readAnatomy(server.full);
      stripped = readAnatomy(server.stripped);
    });

    it("accounts for the whole file, with symbols and without", () => {
      assertWhole(full, server.full);
      assertWhole(stripped, server.stripped);
    });

    it("counts the code of each package as Go's own reading of the symbol table does", () => {
      let nameless = 0;
      let more = 0;
      let exact = 0;
      for (const [path, bytes] of server.judged) {
        // The runtime has functions for packages that are not in the program, under their names.
        if (path !== "main" && !server.packages.includes(path)) {
          nameless += bytes;
          continue;
        }
        const { codeBytes } = packageAt(full, path);
        assert.ok(codeBytes >= bytes, `${path}: ${codeBytes}, judged ${bytes}`);
        more += codeBytes - bytes;
        if (codeBytes === bytes) exact += 1;
      }
      // Assembly without a package, and what the compiler writes for types without a name.
      assert.ok(more <= nameless, `${more} more, of ${nameless} nameless`);
      assert.ok(nameless < 0.02 * sum(full.packages));
      assert.ok(exact >= 0.8 * server.judged.size, `${exact} of ${server.judged.size}`);
    });

    it("names only packages that the program depends on", () => {
      const possible = new Set([...server.packages, "main"]);
      assert.deepEqual(
        full.packages.map(({ path }) => path).filter((path) => !possible.has(path)),
        [],
      );
      assert.ok(full.packages.length > 100);
    });

    it("is the same for the packages when symbols are stripped", () => {
      assert.deepEqual(stripped.packages, full.packages);
      assert.deepEqual(partNames(full).slice(0, 2), ["DWARF", "symbol table"]);
      assert.deepEqual(partNames(stripped), ["runtime tables", "padding", "headers", "build info", "notes"]);
    });

    it("finds the data that a package is known for", () => {
      const { dataBytes } = packageAt(stripped, "crypto/internal/fips140/nistec");
      assert.ok(dataBytes >= 88_064, `p256PrecomputedEmbed alone has 88064 bytes, got ${dataBytes}`);
    });

    it("names modules", () => {
      assert.equal(packageAt(stripped, "main").module, "example.com/shop");
      assert.equal(packageAt(stripped, "net/http").module, "std");
      assert.equal(packageAt(stripped, "vendor/golang.org/x/net/idna").module, "std");
    });

    it("does without section headers", () => {
      const binary = withoutSections(server.stripped);
      const anatomy = readAnatomy(binary);
      assertWhole(anatomy, binary);
      for (const { path, codeBytes } of stripped.packages)
        if (codeBytes > 0) assert.equal(packageAt(anatomy, path).codeBytes, codeBytes, path);
    });

    it("counts what was appended to the file", () => {
      const binary = Buffer.concat([server.stripped, Buffer.alloc(1000, "x")]);
      assert.ok(
        readAnatomy(binary).parts.some(({ name, bytes }) => name === "appended data" && bytes === 1000),
      );
    });
  });

  const targets: readonly (readonly string[])[] = [
    ["linux/amd64"],
    ["linux/arm64", "-ldflags=-s -w"],
    ["linux/amd64", "-buildmode=pie"],
    ["linux/arm64", "-buildmode=pie", "-ldflags=-s -w"],
  ];
  for (const [target = "", ...flags] of targets) {
    it(`reads the smallest program for ${[target, ...flags].join(" ")}`, function () {
      this.timeout(120_000);
      const binary = compiled(target, ...flags);
      const anatomy = readAnatomy(binary);
      assertWhole(anatomy, binary);
      assert.equal(anatomy.packages[0]?.path, "runtime");
      const main = packageAt(anatomy, "main");
      assert.equal(main.module, "example.com/shop");
      assert.ok(main.codeBytes > 0 && main.codeBytes < 1000, `${main.codeBytes}`);
      assert.equal(partNames(anatomy).includes("relocations"), flags.includes("-buildmode=pie"));
      const bare = withoutSections(binary);
      assertWhole(readAnatomy(bare), bare);
    });
  }

  it("reads the go command", function () {
    if (process.platform !== "linux") this.skip();
    const root = execFileSync("go", ["env", "GOROOT"]).toString().trim();
    const binary = readFileSync(join(root, "bin", "go"));
    const anatomy = readAnatomy(binary);
    assertWhole(anatomy, binary);
    assert.ok(packageAt(anatomy, "cmd/go/internal/modload").codeBytes > 100_000);
    assert.equal(packageAt(anatomy, "cmd/go/internal/modload").module, "std");
  });
});
