import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { readdir, readFile, symlink, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Artifact, build } from "../../build/index.js";
import { unzip } from "../../build/unzip.js";
import { goMod, hostArchitecture, loggingGo, program, request, useFolders, writeFiles } from "./go-module.js";

const host = {
  os: process.platform === "darwin" ? "darwin" : "linux",
  architecture: hostArchitecture,
} as const;

describe("build", function () {
  this.timeout(120_000);
  const folders = useFolders();
  const at = (...names: string[]) => join(folders.folder, ...names);
  const goLog = async () => (await readFile(at("go.log"), "utf8")).trim().split("\n");
  const verbs = async () => (await goLog()).map((line) => line.split(" ")[0]);

  /** What the built program prints. */
  async function output(artifact: Artifact): Promise<string> {
    const bootstrap = unzip(await readFile(artifact.path)).find((entry) => entry.name === "bootstrap");
    await writeFile(at("bootstrap"), (await bootstrap?.read()) ?? "", { mode: 0o755 });
    const { stderr } = spawnSync(at("bootstrap"), { encoding: "utf8" });
    await unlink(at("bootstrap"));
    return stderr;
  }

  it("builds a static binary for the system that is asked for", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "cmd/api/main.go": program("hello") });
    const artifact = await build(request(at("cmd/api"), host));
    assert.equal(await output(artifact), "hello\n");
    const other = hostArchitecture === "arm64" ? "amd64" : "arm64";
    const [linux, darwin] = await Promise.all([
      build(request(at("cmd/api"), { os: "linux", architecture: other })),
      build(request(at("cmd/api"), { os: "darwin", architecture: "arm64" })),
    ]);
    assert.equal(linux.architecture, other);
    assert.equal(linux.binary.static, true);
    assert.equal(linux.binary.module, "example.com/shop");
    assert.equal(darwin.os, "darwin");
    assert.equal(darwin.binary.static, false);
  });

  it("runs one go list and one go build for all functions of a tick, and neither through a shell", async () => {
    const odd = (...names: string[]) => at("it's; $HOME & co", ...names);
    await writeFiles(odd(), {
      "go.mod": goMod,
      "main.go": program("root"),
      "cmd/api/main.go": program("api"),
      "cmd/web/main.go": program("web"),
    });
    const go = await loggingGo(folders.folder);
    const entries = [".", "cmd/api", "cmd/web", "cmd/api"];
    const artifacts = await Promise.all(entries.map((entry) => build(request(odd(entry), { go }))));
    const [env, list, goBuild, again, ...rest] = await goLog();
    assert.match(env ?? "", /^env -json GOFLAGS /);
    const flags = "-trimpath -buildvcs=false -tags lambda.norpc -ldflags -s -w -buildid=";
    const asked = "-json=Dir,ImportPath,Name,BuildID,Deps,DefaultGODEBUG,Error";
    assert.equal(list, `list -e -deps -export ${asked} ${flags} . ./cmd/api ./cmd/web`);
    const scratch = `${at("cache/work/build-")}XXXXXX/0/`;
    assert.equal(
      (goBuild ?? "").replace(/build-\w{6}/, "build-XXXXXX"),
      `build ${flags} -o ${scratch} . ./cmd/api ./cmd/web`,
    );
    assert.equal(again, list);
    assert.deepEqual(rest, []);
    assert.equal(new Set(artifacts.map(({ sha256 }) => sha256)).size, 3);
    assert.equal(artifacts[1]?.sha256, artifacts[3]?.sha256);
    assert.deepEqual(await readdir(at("cache/work")), []);
  });

  it("does not reach the linker when nothing has changed", async () => {
    await writeFiles(folders.folder, {
      "go.mod": goMod,
      "a/main.go": program("a"),
      "b/main.go": program("b"),
    });
    const go = await loggingGo(folders.folder);
    const both = () => Promise.all([build(request(at("a"), { go })), build(request(at("b"), { go }))]);
    const first = await both();
    await unlink(at("go.log"));
    const second = await both();
    assert.deepEqual(await verbs(), ["env", "list"]);
    assert.deepEqual(
      second.map(({ cached }) => cached),
      [true, true],
    );
    assert.deepEqual(
      second.map(({ sha256, path, binary }) => ({ sha256, path, binary })),
      first.map(({ sha256, path, binary }) => ({ sha256, path, binary })),
    );
    await writeFiles(folders.folder, { "b/main.go": program("changed") });
    await unlink(at("go.log"));
    const third = await both();
    assert.deepEqual(
      third.map(({ cached }) => cached),
      [true, false],
    );
    assert.match((await goLog())[2] ?? "", /^build .* \.\/b$/);
  });

  it("needs a second go build only for packages whose binaries have the same name", async () => {
    await writeFiles(folders.folder, {
      "go.mod": goMod,
      "a/api/main.go": program("a"),
      "b/api/main.go": program("b"),
      "c/api/v2/main.go": program("c"),
      "d/main.go": program("d"),
    });
    const go = await loggingGo(folders.folder);
    const artifacts = await Promise.all(
      ["a/api", "b/api", "c/api/v2", "d"].map((entry) => build(request(at(entry), { ...host, go }))),
    );
    const packages = (await goLog())
      .filter((line) => line.startsWith("build "))
      .map((line) => line.replace(/.*\/\d\/ /, ""));
    assert.deepEqual(packages, ["./a/api ./d", "./b/api", "./c/api/v2"]);
    for (const [index, text] of ["a", "b", "c", "d"].entries()) {
      const artifact = artifacts[index];
      assert.ok(artifact);
      assert.equal(await output(artifact), `${text}\n`);
    }
  });

  it("builds functions of several modules, systems and options in one tick", async () => {
    await writeFiles(folders.folder, {
      "one/go.mod": goMod,
      "one/main.go": program("one"),
      "two/go.mod": goMod,
      "two/main.go": `package main\n\nvar text = "two"\n\nfunc main() { println(text) }\n`,
    });
    const [one, two, other] = await Promise.all([
      build(request(at("one"), host)),
      build(request(at("two"), { ...host, go: { ldflags: ["-X", "main.text=a b"] } })),
      build(request(at("two"), host)),
    ]);
    assert.equal(await output(one), "one\n");
    assert.equal(await output(two), "a b\n");
    assert.equal(await output(other), "two\n");
  });

  it("gives the same bytes in another checkout, home and Go cache", async () => {
    for (const checkout of ["first/shop", "second/deeper/renamed"]) {
      await writeFiles(at(checkout), {
        "go.mod": goMod,
        "cmd/api/main.go": `package main\n\nimport "example.com/shop/name"\n\nfunc main() { println(name.Name); panic("where?") }\n`,
        "name/name.go": `package name\n\nvar Name = "shop"\n`,
        "cmd/api/a.txt": "a",
      });
    }
    const first = await build(request(at("first/shop/cmd/api"), { include: ["a.txt"] }));
    process.env["GOSERVERLESS_CACHE_DIR"] = at("other-cache");
    const env = {
      HOME: at("home"),
      GOPATH: at("home/go"),
      GOCACHE: at("home/cache"),
      GOMODCACHE: at("home/mod"),
    };
    const second = await build(
      request(at("second/deeper/renamed/cmd/api"), { include: ["a.txt"], go: { env } }),
    );
    assert.equal(second.cached, false);
    assert.equal(second.sha256, first.sha256);
    assert.deepEqual(await readFile(second.path), await readFile(first.path));
  });

  it("packs the included files, and packs again when one of them changes", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a"), "web/index.html": "<p>" });
    const go = await loggingGo(folders.folder);
    const [plain, first] = await Promise.all([
      build(request(at("."), { go })),
      build(request(at("."), { include: ["web"], go })),
    ]);
    assert.deepEqual(
      unzip(await readFile(first.path)).map(({ name }) => name),
      ["bootstrap", "web/index.html"],
    );
    assert.equal(plain.binary.sha256, first.binary.sha256);
    assert.deepEqual(await verbs(), ["env", "list", "build", "list"]);
    await writeFiles(folders.folder, { "web/index.html": "<b>" });
    const second = await build(request(at("."), { include: ["web"], go }));
    assert.equal(second.cached, false);
    assert.equal(String(await unzip(await readFile(second.path))[1]?.read()), "<b>");
  });

  it("links again when a kept zip is missing or cut short", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const first = await build(request(at(".")));
    for (const damage of [() => unlink(first.path), () => truncate(first.path, 100)]) {
      await damage();
      const again = await build(request(at(".")));
      assert.deepEqual({ ...again, buildMs: 0 }, { ...first, buildMs: 0 });
      assert.equal((await readFile(again.path)).length, first.bytes);
    }
  });

  it("links again when what is kept under a key cannot be read", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const first = await build(request(at(".")));
    const [key] = await readdir(at("cache/keys"));
    for (const content of ["", "null", "{}", '{"sha256":"../../x","bytes":1,"binary":{}}']) {
      await writeFile(at("cache/keys", key ?? ""), content);
      assert.deepEqual({ ...(await build(request(at(".")))), buildMs: 0 }, { ...first, buildMs: 0 });
    }
  });

  it("does not keep a binary under the sources that it was not built from", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("before") });
    await writeFiles(folders.folder, { "meanwhile.txt": program("meanwhile") });
    const change = `if [ "$1" = build ]; then cp '${at("meanwhile.txt")}' '${at("main.go")}'; fi`;
    const { goBinary } = await loggingGo(folders.folder, change);
    assert.equal(await output(await build(request(at("."), { ...host, go: { goBinary } }))), "meanwhile\n");
    await writeFiles(folders.folder, { "main.go": program("before") });
    const again = await build(request(at("."), host));
    assert.equal(again.cached, false);
    assert.equal(await output(again), "before\n");
  });

  it("finds the module of an entry behind a symbolic link", async () => {
    await writeFiles(folders.folder, { "shop/go.mod": goMod, "shop/cmd/api/main.go": program("linked") });
    await symlink(at("shop/cmd"), at("functions"));
    assert.equal(await output(await build(request(at("functions/api"), host))), "linked\n");
  });

  it("gives all promises of a tick the same error, and the next tick is unaffected", async () => {
    await writeFiles(folders.folder, {
      "go.mod": goMod,
      "good/main.go": program("good"),
      "bad/main.go": "package main\n\nfunc main() { nope() }\n",
    });
    const attempt = [at("good"), at("bad"), at("missing")].map((entry) => build(request(entry)));
    const outcomes = await Promise.allSettled(attempt);
    const [error, ...others] = outcomes.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason : undefined,
    );
    assert.ok(others.every((other) => other === error));
    assert.equal(
      error.message,
      [
        `"entry" must be the folder of a Go main package, but ${at("missing")} does not exist.`,
        "",
        `Go cannot build ${at("bad")} for linux/${hostArchitecture}:`,
        "# example.com/shop/bad",
        `${at("bad/main.go")}:3:15: undefined: nope`,
      ].join("\n"),
    );
    assert.equal((await build(request(at("good")))).cached, false);
  });

  it("leaves two processes that build at once with one artifact each, which is the same", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("a") });
    const script = `require(process.argv[1]).build(JSON.parse(process.argv[2])).then((artifact) => console.log(JSON.stringify(artifact)))`;
    const args = [
      "--require",
      "tsx/cjs",
      "-e",
      script,
      join(__dirname, "../../build/index.ts"),
      JSON.stringify(request(at("."))),
    ];
    const runs = await Promise.all(
      [0, 1].map(() => promisify(execFile)(process.execPath, args, { cwd: join(__dirname, "../..") })),
    );
    const [one, two]: Artifact[] = runs.map(({ stdout }) => JSON.parse(stdout));
    assert.equal(one?.sha256, two?.sha256);
    assert.deepEqual(await readdir(at("cache/artifacts")), [`${one?.sha256}.zip`]);
    assert.equal((await readdir(at("cache/keys"))).length, 1);
    assert.deepEqual(await readdir(at("cache/work")), []);
    assert.equal((await build(request(at(".")))).cached, true);
  });
});
