import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const project = path.resolve(__dirname, "../..");

describe("docs/runtime.md", function () {
  this.timeout(240_000);

  it("has programs that compile", async () => {
    const page = fs.readFileSync(path.join(project, "docs/runtime.md"), "utf8");
    const programs = [...page.matchAll(/^```go\n(package main\n[\s\S]*?)^```$/gm)].map(
      ([, text = ""]) => text,
    );
    assert.equal(programs.length, 3);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-docs-"));
    try {
      const runtime = "github.com/goserverless/goserverless/runtime";
      const module = `module example.com/docs\n\ngo 1.24\n\nrequire ${runtime} v0.0.0\n\n`;
      fs.writeFileSync(
        path.join(folder, "go.mod"),
        `${module}replace ${runtime} => ${path.join(project, "runtime")}\n`,
      );
      programs.forEach((program, index) => {
        fs.mkdirSync(path.join(folder, `program${index}`));
        fs.writeFileSync(path.join(folder, `program${index}/main.go`), program);
      });
      await promisify(execFile)("go", ["vet", "./..."], { cwd: folder });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
