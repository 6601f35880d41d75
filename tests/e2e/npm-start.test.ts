import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { get } from "./load.js";

const root = path.resolve(__dirname, "../..");
const copied = [
  "index.ts",
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "package.json",
  "tsconfig.json",
  "examples",
  "scripts",
];
const linked = ["node_modules", "dist"];

describe("npm start and npm run destroy", function () {
  this.timeout(120_000);
  let folder: string;
  let url: string;

  before(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-start-")));
    for (const name of copied) fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    for (const name of linked) fs.symlinkSync(path.join(root, name), path.join(folder, name));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("deploys the example and ends with its URL, a line to try it and a cold-start report", async () => {
    const { status, output } = await script("start");
    assert.equal(status, 0, output);
    url = /^URL: {2}(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(output)?.[1] ?? "";
    assert.ok(output.includes(`\nTry:  curl ${url}\n`), output);
    assert.match(output, /go build +goserverless\n +binary +[\d.]+ MB +[\d.]+ MB +0\.\d\dx\n/);
    assert.match(output, /exec to ready p50 +[\d.]+ ms +[\d.]+ ms/);
    assert.match(
      output,
      /first call \(cold\) +[\d.]+ ms +[\d.]+ ms +10 calls\n +warm call +[\d.]+ ms +[\d.]+ ms +200 calls/,
    );
    assert.equal((await get(`${url}?name=Gopher`)).body, "Hello, Gopher!\n");
  });

  it("changes nothing the second time, and says so", async () => {
    const { status, output } = await script("start");
    assert.equal(status, 0, output);
    assert.ok(output.includes(`\nNothing changed.\n\nURL:  ${url}\n`), output);
  });

  it("updates in place after an edit of the Go file", async () => {
    const file = path.join(folder, "examples/hello/main.go");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("Hello, %s!", "Servus, %s!"));
    const { status, output } = await script("start");
    assert.equal(status, 0, output);
    assert.ok(output.includes(`\nURL:  ${url}\n`) && !output.includes("Nothing changed."), output);
    assert.equal((await get(url)).body, "Servus, world!\n");
  });

  it("ends with the status of a failed update, and without a report", async () => {
    fs.writeFileSync(path.join(folder, "examples/hello/broken.go"), "package main\n\nfunc {\n");
    const { status, output } = await script("start");
    assert.notEqual(status, 0);
    assert.match(output, /examples\/hello\/broken\.go:3:6: syntax error/);
    assert.ok(!output.includes("URL:"), output);
  });

  it("removes all of it", async () => {
    const { status, output } = await script("destroy");
    assert.equal(status, 0, output);
    await assert.rejects(get(url));
    assert.deepEqual(fs.readdirSync(path.join(folder, ".goserverless")), []);
  });

  it("leaves the project's files as they were", () => {
    for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml", "package.json"]) {
      assert.equal(
        fs.readFileSync(path.join(folder, name), "utf8"),
        fs.readFileSync(path.join(root, name), "utf8"),
      );
    }
  });

  function script(name: string): Promise<{ status: number | null; output: string }> {
    const env = { ...process.env, GOSERVERLESS_STATE_DIR: path.join(folder, "cloud"), NO_COLOR: "1" };
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [`scripts/${name}`], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => (output += chunk));
      child.on("error", reject).on("close", (status) => resolve({ status, output }));
    });
  }
});
