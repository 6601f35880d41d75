import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Import, readImports } from "./architecture/read-imports.js";
import { folders, type Rule, rules, runtimePackages } from "./architecture/rules.js";

const project = resolve(__dirname, "..");

/** Everything that is in the repository, or would be after the next commit. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: project,
  encoding: "utf8",
})
  .trimEnd()
  .split("\n");
const sources = files.filter((file) => /\.[jt]s$/.test(file) && !file.includes("/fixtures/"));
const shipped = sources.filter((file) => /^(build|cli|components|emulator|providers|report)\//.test(file));
const rooms = Object.keys(rules).sort((a, b) => b.length - a.length);

const roomOf = (module: string) => rooms.find((room) => module === room || module.startsWith(`${room}/`));

const withoutExtension = (file: string) => file.replace(/\.[jt]s$/, "");

/** The project's module that an import names, such as `build/zip`. */
const moduleOf = (file: string, specifier: string) =>
  withoutExtension(relative(project, resolve(project, dirname(file), specifier)));

function matches(name: string, patterns: readonly string[] = []): boolean {
  return patterns.some((pattern) => {
    const names = pattern.split("/");
    const found = name.split("/");
    return names.length === found.length && names.every((part, i) => part === "*" || part === found[i]);
  });
}

const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";

function isAllowed(file: string, { specifier, isType }: Import, rule: Rule): boolean {
  if (isBuiltin(specifier)) return rule.builtins?.includes(specifier) ?? true;
  if (!specifier.startsWith(".")) {
    const { packages = [] } = rule;
    return packages.some(
      (name) => name === specifier || (name.endsWith("/*") && specifier.startsWith(name.slice(0, -1))),
    );
  }
  const module = moduleOf(file, specifier);
  if (roomOf(module) === roomOf(withoutExtension(file))) return true;
  return matches(module, rule.values) || (isType && matches(module, rule.types));
}

describe("imports", () => {
  for (const room of rooms) {
    const inRoom = sources.filter((file) => roomOf(withoutExtension(file)) === room);
    if (inRoom.length === 0) continue;
    it(`of ${room} are those that it may have`, () => {
      const rule = rules[room] ?? {};
      const wrong = inRoom.flatMap((file) =>
        readImports(join(project, file))
          .filter((each) => !isAllowed(file, each, rule))
          .map((each) => `${file}: ${each.isType ? "type of " : ""}${each.specifier}`),
      );
      assert.deepEqual(wrong, []);
    });
  }

  it("of packages that are ES modules alone are dynamic", () => {
    const wrong = shipped
      .flatMap((file) => readImports(join(project, file)).map((each) => ({ file, ...each })))
      .filter(({ specifier, isType, isDynamic }) => !isType && !isDynamic && isEsModule(specifier))
      .map(({ file, specifier }) => `${file}: ${specifier}`);
    assert.deepEqual(wrong, []);
  });
});

/** Whether `require` would get an ES module, or nothing. */
function isEsModule(specifier: string): boolean {
  if (specifier.startsWith(".") || isBuiltin(specifier) || specifier.startsWith("goserverless")) return false;
  let file: string;
  try {
    file = require.resolve(specifier);
  } catch {
    return true;
  }
  if (!file.endsWith(".js")) return file.endsWith(".mjs");
  return typeOf(dirname(file)) === "module";
}

function typeOf(folder: string): string {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).type ?? "commonjs";
  } catch {
    return typeOf(dirname(folder));
  }
}

describe("package.json", () => {
  const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

  it("has the runtime dependencies that were decided on", () => {
    assert.deepEqual(Object.keys(dependencies).sort(), runtimePackages);
  });

  it("has no runtime dependency that nothing imports", () => {
    const imported = shipped.flatMap((file) =>
      readImports(join(project, file)).map((each) => packageOf(each.specifier)),
    );
    assert.deepEqual(
      Object.keys(dependencies).filter((name) => !imported.includes(name)),
      [],
    );
  });
});

describe("the layout", () => {
  it("has no folder that the design does not name", () => {
    const found = [...new Set(files.map(dirname))].filter((folder) => folder !== ".");
    const wrong = found.filter((folder) => !folder.startsWith("tests/") && !matches(folder, folders));
    assert.deepEqual(wrong, []);
  });

  it("has no source beside the stack program at its root", () => {
    assert.deepEqual(
      sources.filter((file) => dirname(file) === "."),
      ["index.ts"],
    );
  });

  it("has no file over 250 lines, and a stack program of at most 40", () => {
    const long = sources
      .filter((file) => !file.startsWith("tests/"))
      .map((file) => ({ file, lines: readFileSync(join(project, file), "utf8").split("\n").length - 1 }))
      .filter(({ file, lines }) => lines > (file === "index.ts" ? 40 : 250));
    assert.deepEqual(long, []);
  });

  it("has file names that say what is inside, in kebab-case", () => {
    const names = sources.map((file) => basename(file).replace(/(\.test)?\.[jt]s$/, ""));
    assert.deepEqual(
      names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
      [],
    );
    assert.deepEqual(
      names.filter((name) => /(^|-)(utils?|helpers?|common|impl|misc|shared)$/.test(name)),
      [],
    );
  });

  it("has index.ts files that only export what is elsewhere", () => {
    const indexes = sources.filter((file) =>
      /^(build|cli|components|emulator|report)\/(.+\/)?index\.ts$/.test(file),
    );
    const own = indexes.filter((file) =>
      readFileSync(join(project, file), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/export (type )?(\*|\{[^}]*\}) from "[^"]+";/g, "")
        .trim(),
    );
    assert.deepEqual(own, []);
  });
});
