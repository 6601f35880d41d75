import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { callChain } from "../../../evidence/source/call-chain.js";
import { readLinkerDump } from "../../../evidence/source/linker-dump.js";
import { goMod, program, useFolders, writeFiles } from "../../build/go-module.js";

const start = ["# example.com/shop", "_ -> _rt0_amd64_linux", "_rt0_amd64_linux -> runtime.main"];
const toMain = [...start, "runtime.main -> runtime.main_main·f", "runtime.main_main·f -> main.main"];

const lookups = (...lines: string[]) => readLinkerDump([...toMain, ...lines].join("\n")).methodLookups;
const chain = (symbol: string, ...lines: string[]) => {
  const { reachedBy } = readLinkerDump([...toMain, ...lines, ""].join("\n"));
  return callChain(symbol, reachedBy);
};

describe("readLinkerDump", () => {
  it("finds no lookup where the linker marks none", () => {
    assert.deepEqual(lookups("main.main -> main.render", "main.render -> fmt.Println"), []);
  });

  it("finds every function that looks methods up before all methods are kept", () => {
    assert.deepEqual(
      lookups(
        "main.main -> main.first <ReflectMethod>",
        "main.first <ReflectMethod> -> reflect.Value.MethodByName",
        "main.main -> main.second <UsedInIface><ReflectMethod>",
        "main.second <ReflectMethod> -> reflect.Value.Method",
      ),
      ["main.first", "main.second"],
    );
  });

  it("leaves out those that may be there for another's sake alone", () => {
    assert.deepEqual(
      lookups(
        "main.main -> main.first <ReflectMethod>",
        "main.first <ReflectMethod> -> type:*example.com/shop/cart.List[int] <UsedInIface>",
        "type:*example.com/shop/cart.List[int] <UsedInIface> -> type:func() <UsedInIface>",
        "type:*example.com/shop/cart.List[int] <UsedInIface> -> example.com/shop/cart.(*List[int]).Add",
        "example.com/shop/cart.(*List[int]).Add -> example.com/shop/cart.second <ReflectMethod>",
      ),
      ["main.first"],
    );
  });

  it("keeps those that follow methods which an interface asked for", () => {
    assert.deepEqual(
      lookups(
        "main.main -> type:os.File <UsedInIface>",
        "type:os.File <UsedInIface> -> os.File.Close",
        "os.File.Close -> main.first <ReflectMethod>",
        "main.first <ReflectMethod> -> main.second <ReflectMethod>",
      ),
      ["main.first", "main.second"],
    );
  });

  it("keeps none that follow a method where plugins may be loaded", () => {
    const dump = [
      ...toMain,
      "main.main -> main.first <ReflectMethod>",
      "main.main -> type:os.File <UsedInIface>",
      "type:os.File <UsedInIface> -> os.File.Close",
      "os.File.Close -> main.second <ReflectMethod>",
    ].join("\n");
    assert.deepEqual(readLinkerDump(dump, true).methodLookups, ["main.first"]);
    assert.deepEqual(readLinkerDump(dump).methodLookups, ["main.first"]);
    assert.deepEqual(readLinkerDump(dump.replace(/^.*main.first.*\n/m, ""), true).methodLookups, []);
    assert.deepEqual(readLinkerDump(dump.replace(/^.*main.first.*\n/m, "")).methodLookups, ["main.second"]);
  });

  it("keeps the first way to a symbol", () => {
    const { reachedBy } = readLinkerDump(["_ -> a", "a -> b", "a -> c", "c -> b <UsedInIface>"].join("\n"));
    assert.deepEqual(
      [...reachedBy],
      [
        ["a", ""],
        ["b", "a"],
        ["c", "a"],
      ],
    );
  });

  it("reads names that hold an arrow", () => {
    const type = 'type:struct { A int "x -> y" }';
    const { reachedBy } = readLinkerDump(["_ -> a", `a -> ${type}`, `${type} <UsedInIface> -> b`].join("\n"));
    assert.deepEqual(
      [...reachedBy],
      [
        ["a", ""],
        [type, "a"],
        ["b", type],
      ],
    );
  });

  it("passes over what else the linker prints", () => {
    const { reachedBy } = readLinkerDump("warning: x\n\n -> \n_ -> a\r\nz -> y\n# command-line-arguments");
    assert.deepEqual([...reachedBy], [["a\r", ""]]);
  });

  it("reads anything without failing, and chains that end", () => {
    const word = fc.constantFrom(
      "main.main",
      "a",
      "type:a",
      "a.b",
      "_",
      "go:x",
      "..",
      "%2e",
      " <ReflectMethod>",
      "",
    );
    const line = fc.oneof(
      fc.tuple(word, word).map(([from, to]) => `${from} -> ${to}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.boolean(), (all, mayLoadPlugins) => {
        const { reachedBy, methodLookups } = readLinkerDump(all.join("\n"), mayLoadPlugins);
        for (const symbol of reachedBy.keys())
          assert.ok(callChain(symbol, reachedBy).length <= reachedBy.size);
        for (const symbol of methodLookups) assert.ok(reachedBy.has(symbol));
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});

describe("readLinkerDump of a real program", function () {
  this.timeout(60_000);
  const folders = useFolders();

  it("reads a dump that is damaged", async () => {
    await writeFiles(folders.folder, { "go.mod": goMod, "main.go": program("hello") });
    const args = ["build", "-ldflags=-dumpdep", "-o", "program", "."];
    const { stderr } = spawnSync("go", args, { cwd: folders.folder, encoding: "utf8" });
    const whole = readLinkerDump(stderr);
    assert.equal(whole.reachedBy.has("main.main"), true);
    assert.deepEqual(callChain("runtime.printstring", whole.reachedBy).at(-1), "runtime.printstring");
    const dump = stderr.slice(0, 20_000);
    const damage = fc.record({
      at: fc.nat(dump.length),
      length: fc.nat(200),
      text: fc.constantFrom("", "\n", " -> ", " <ReflectMethod>", "_ -> ", "\0", "type:"),
    });
    fc.assert(
      fc.property(damage, ({ at, length, text }) => {
        const { reachedBy, methodLookups } = readLinkerDump(
          dump.slice(0, at) + text + dump.slice(at + length),
        );
        for (const symbol of methodLookups) assert.ok(callChain(symbol, reachedBy).length <= reachedBy.size);
        for (const from of reachedBy.values()) assert.ok(from === "" || reachedBy.has(from));
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe("callChain", () => {
  it("starts at main.main", () => {
    assert.deepEqual(chain("main.render", "main.main -> main.page", "main.page -> main.render"), [
      "main.main",
      "main.page",
      "main.render",
    ]);
  });

  it("starts at the initializer that alone leads there", () => {
    assert.deepEqual(
      chain(
        "example.com/shop.register",
        "_ -> go:main.inittasks",
        "go:main.inittasks -> example.com/shop..inittask",
        "example.com/shop..inittask -> example.com/shop.init.0",
        "example.com/shop.init.0 -> example.com/shop.register",
      ),
      ["example.com/shop.init.0", "example.com/shop.register"],
    );
  });

  it("passes over types, tables and constants", () => {
    assert.deepEqual(
      chain(
        "main.(*page).render",
        "main.main -> go:itab.*main.page,main.renderer",
        "go:itab.*main.page,main.renderer -> type:*main.page <UsedInIface>",
        "type:*main.page <UsedInIface> -> main..stmp_0",
        "main..stmp_0 -> main.(*page).render",
      ),
      ["main.main", "main.(*page).render"],
    );
  });

  it("names functions as Go does", () => {
    assert.deepEqual(
      chain(
        "gopkg.in/yaml%2ev3.(*decoder).unmarshal",
        "main.main -> main.main.func1·f",
        "main.main.func1·f -> main.main.func1",
        "main.main.func1 -> main.each[go.shape.func(...int)]",
        "main.each[go.shape.func(...int)] -> gopkg.in/yaml%2ev3.(*decoder).unmarshal",
      ),
      [
        "main.main",
        "main.main.func1",
        "main.each[go.shape.func(...int)]",
        "gopkg.in/yaml.v3.(*decoder).unmarshal",
      ],
    );
  });
});
