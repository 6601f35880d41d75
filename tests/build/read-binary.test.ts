import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readBinary } from "../../build/index.js";
import { compiled, elf } from "./compiled.js";
import { useFolders, writeFiles } from "./go-module.js";

describe("readBinary", function () {
  this.timeout(120_000);
  const folders = useFolders();
  const goVersion = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim();

  for (const target of ["linux/amd64", "linux/arm64", "darwin/arm64"]) {
    it(`reads back a binary for ${target} as "go version -m" does`, async () => {
      const bytes = compiled(target, "-ldflags=-s -w -buildid=");
      const path = join(folders.folder, "binary");
      writeFileSync(path, bytes);
      assert.deepEqual(await readBinary(path), {
        sha256: createHash("sha256").update(bytes).digest("hex"),
        bytes: bytes.length,
        static: target !== "darwin/arm64",
        goVersion,
        module: "example.com/shop",
        dependencies: [],
      });
      assert.match(
        execFileSync("go", ["version", "-m", path], { encoding: "utf8" }),
        /\tmod\texample\.com\/shop\t/,
      );
    });
  }

  it("lists the modules that are linked in, a replaced one as what it is replaced by", async () => {
    await writeFiles(folders.folder, {
      "shop/go.mod": `module example.com/shop

go 1.24

require (
	example.com/zebra v1.2.0
	example.com/ant v0.1.0
)

replace (
	example.com/zebra => ../zebra
	example.com/ant v0.1.0 => ../ant
)
`,
      "shop/main.go": `package main

import (
	"example.com/ant"
	"example.com/zebra"
)

func main() { println(ant.Name, zebra.Name) }
`,
      "zebra/go.mod": "module example.com/zebra\n\ngo 1.24\n",
      "zebra/zebra.go": 'package zebra\n\nconst Name = "zebra"\n',
      "ant/go.mod": "module example.com/ant\n\ngo 1.24\n",
      "ant/ant.go": 'package ant\n\nvar Name = "ant"\n',
    });
    execFileSync("go", ["build", "-trimpath", "-o", "binary", "."], { cwd: join(folders.folder, "shop") });
    const { dependencies } = await readBinary(join(folders.folder, "shop", "binary"));
    assert.deepEqual(dependencies, ["example.com/ant@v0.1.0", "example.com/zebra@v1.2.0"]);
  });

  it("is not led astray by a program that holds the marker as a constant", async () => {
    const decoy = Buffer.alloc(64);
    decoy.write("\xff Go buildinf:", "latin1");
    decoy[15] = 2;
    const { goVersion: found } = await readBinary(
      Buffer.concat([decoy, decoy.subarray(0, 14), compiled("linux/amd64").subarray(14)]),
    );
    assert.equal(found, goVersion);
  });

  it("leaves empty what a binary does not tell", async () => {
    const { goVersion: found, module, dependencies } = await readBinary(elf());
    assert.deepEqual([found, module, dependencies], ["", "", []]);
  });
});
