import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { promisify } from "node:util";

const project = resolve(__dirname, "..");
const run = promisify(execFile);

/** Everything that is loaded by an import, as paths from the project's folder. */
const loaded = `
  require("goserverless");
  console.log(JSON.stringify(Object.keys(require.cache)));
`;

describe("the package", () => {
  let modules: string[] = [];
  let warnings = "";

  before(async () => {
    const { stdout, stderr } = await run(process.execPath, ["--trace-warnings", "-e", loaded], {
      cwd: project,
    });
    modules = (JSON.parse(stdout) as string[]).map((file) => file.replace(project + sep, ""));
    warnings = stderr;
  });

  it("is loaded from what was compiled, without a warning", () => {
    assert.equal(warnings, "");
    assert.equal(modules.includes("dist/components/index.js"), true);
  });

  const lazy: [title: string, module: RegExp][] = [
    ["the local cloud", /^dist\/emulator\//],
    ["the build", /^dist\/build\//],
    ["any cloud's adapter", /^dist\/providers\/(aws|aliyun|local)\/index\.js$/],
    ["the prices", /^dist\/providers\/(prices\.json|shipped-prices\.js|read-price-file\.js)$/],
    ["a cloud's SDK", /^node_modules\/@pulumi\/(?!pulumi\/)/],
    ["the CLI", /^dist\/(cli|report)\//],
  ];
  for (const [title, module] of lazy) {
    it(`does not load ${title} before it is needed`, () => {
      assert.deepEqual(
        modules.filter((name) => module.test(name)),
        [],
      );
    });
  }

  it("holds what was compiled, and what npm always adds", async () => {
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const { stdout } = await run("npm", args, { cwd: project });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const compiled = readdirSync(join(project, "dist"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).replace(project + sep, ""));
    assert.equal(
      compiled.every((file) => /\.(js|d\.ts)$/.test(file) || file === "dist/providers/prices.json"),
      true,
    );
    assert.deepEqual(
      files.map((file) => file.path).sort(),
      [...compiled, "LICENSE", "README.md", "README.zh-CN.md", "package.json"].sort(),
    );
  });
});
