import assert from "node:assert/strict";
import type { GoBuildInfo } from "../../../build/go-build-info.js";
import type { Anatomy } from "../../../evidence/size/anatomy.js";
import { adviseOnBinary } from "../../../evidence/source/advise-on-binary.js";
import { adviseOnWeight } from "../../../evidence/source/advise-on-weight.js";
import { shortList } from "../../../evidence/source/short-list.js";
import type { Advice } from "../../../evidence/source/source-facts.js";

function anatomy(
  packages: Readonly<Record<string, number>>,
  parts: Readonly<Record<string, number>> = {},
): Anatomy {
  return {
    bytes: 10_000_000,
    attributedBytes: 10_000_000,
    packages: Object.entries(packages).map(([path, bytes]) => ({
      path,
      module: "",
      codeBytes: bytes,
      tableBytes: 0,
      dataBytes: 0,
      bytes,
    })),
    parts: Object.entries(parts).map(([name, bytes]) => ({ name, bytes })),
  };
}

const info: GoBuildInfo = {
  goVersion: "go1.26.8",
  module: "example.com/shop",
  dependencies: [],
  settings: [],
};

describe("adviseOnBinary", () => {
  it("counts symbols and debug data", () => {
    assert.deepEqual(
      adviseOnBinary(anatomy({}, { "symbol table": 400_000, DWARF: 2_000_000, headers: 9 }), info),
      [
        {
          what: 'Build with -ldflags "-s -w": no cloud reads symbols and debug data.',
          savesBytes: 2_400_000,
          basis: "read",
        },
      ],
    );
  });

  const rpc = anatomy({ "net/rpc": 200_000, "encoding/gob": 500_000 });
  const dependencies = ["github.com/aws/aws-lambda-go@v1.54.0"];
  const norpc: Advice = {
    what: 'Build with -tags lambda.norpc: only the retired runtime "go1.x" called programs by RPC.',
    savesBytes: 700_000,
    basis: "read",
  };
  const tagged: readonly [title: string, info: Partial<GoBuildInfo>, advice: Advice[]][] = [
    ["counts the RPC server of aws-lambda-go", { dependencies }, [norpc]],
    ["counts it beside other tags", { dependencies, settings: ["-tags=debug"] }, [norpc]],
    ["takes a tag for enough", { dependencies, settings: ["-tags=debug,lambda.norpc"] }, []],
    ["leaves programs alone that have it from elsewhere", {}, []],
  ];
  for (const [title, changes, advice] of tagged) {
    it(title, () => assert.deepEqual(adviseOnBinary(rpc, { ...info, ...changes }), advice));
  }

  it("counts what came with cgo", () => {
    const binary = anatomy({ C: 900_000, "runtime/cgo": 100_000 });
    assert.deepEqual(adviseOnBinary(binary, { ...info, settings: ["CGO_ENABLED=1"] }), [
      {
        what: "Build with CGO_ENABLED=0: what is not Go, and calls it, then goes.",
        savesBytes: 1_000_000,
        basis: "read",
      },
    ]);
    assert.deepEqual(adviseOnBinary(binary, { ...info, settings: ["CGO_ENABLED=0"] }), []);
  });
});

const sources = (imports: Readonly<Record<string, string>>, moduleOf: Readonly<Record<string, string>>) => ({
  imports: new Map(Object.entries(imports).map(([path, list]) => [path, list.split(" ")])),
  moduleOf: new Map(Object.entries(moduleOf)),
});

const lambda = "github.com/aws/aws-lambda-go";

describe("adviseOnWeight", () => {
  const imports = {
    main: `${lambda}/lambda b.example/log`,
    "b.example/log": "encoding/xml fmt",
    [`${lambda}/lambda`]: "net/http encoding/json",
    "net/http": "crypto/tls fmt",
    "crypto/tls": "",
    "encoding/json": "fmt encoding",
    "encoding/xml": "",
    encoding: "",
    fmt: "",
  };
  const moduleOf = { main: "example.com/shop", [`${lambda}/lambda`]: lambda, "b.example/log": "b.example" };
  const binary = anatomy({
    main: 50_000,
    "net/http": 2_000_000,
    "crypto/tls": 1_000_000,
    "encoding/json": 300_000,
    "encoding/xml": 500_000,
    "b.example/log": 20_000,
    [`${lambda}/lambda`]: 40_000,
    fmt: 100_000,
  });
  const ours = {
    what: "Use github.com/goserverless/goserverless/runtime in place of github.com/aws/aws-lambda-go.",
    savesBytes: 2_940_000,
    basis: "read",
  };
  const log = {
    what: "Do without b.example, which weighs most: 2 packages of the program are there for it alone.",
    savesBytes: 520_000,
    basis: "read",
  };

  it("counts what our runtime does without, and the module that weighs most", () => {
    assert.deepEqual(adviseOnWeight(binary, sources(imports, moduleOf)), [ours, log]);
  });

  it("counts nothing that the program needs in other places", () => {
    const more = { ...imports, main: `${imports.main} net/http encoding/xml` };
    assert.deepEqual(adviseOnWeight(binary, sources(more, moduleOf)), [
      { ...ours, savesBytes: 0 },
      {
        ...log,
        what: "Do without b.example, which weighs most: 1 package of the program is there for it alone.",
        savesBytes: 20_000,
      },
    ]);
  });

  it("says that the events' types go too", () => {
    const more = { ...imports, main: `${imports.main} ${lambda}/events`, [`${lambda}/events`]: "net/http" };
    const [advice] = adviseOnWeight(binary, sources(more, { ...moduleOf, [`${lambda}/events`]: lambda }));
    assert.deepEqual(advice, {
      ...ours,
      what: "Use github.com/goserverless/goserverless/runtime in place of github.com/aws/aws-lambda-go, and your own types in place of its events.",
    });
  });

  it("leaves the runtime alone that a dependency is written for", () => {
    const more = { ...imports, "b.example/log": `${imports["b.example/log"]} ${lambda}/lambda` };
    assert.deepEqual(adviseOnWeight(binary, sources(more, moduleOf)), [log]);
  });

  it("weighs only what the main module itself imports", () => {
    const more = { ...imports, "b.example/log": "c.example/deep", "c.example/deep": "encoding/xml" };
    const heavy = anatomy({ "c.example/deep": 3_000_000, "b.example/log": 1 });
    assert.deepEqual(
      adviseOnWeight(heavy, sources(more, { ...moduleOf, "c.example/deep": "c.example" })).at(-1),
      {
        ...log,
        what: "Do without b.example, which weighs most: 3 packages of the program are there for it alone.",
        savesBytes: 3_000_001,
      },
    );
  });

  it("has nothing to say of a program of its own module", () => {
    assert.deepEqual(
      adviseOnWeight(binary, sources({ main: "fmt", fmt: "" }, { main: "example.com/shop" })),
      [],
    );
  });
});

describe("shortList", () => {
  const worth = (savesBytes?: number, what = String(savesBytes)): Advice => ({
    what,
    basis: "tried",
    ...(savesBytes === undefined ? {} : { savesBytes }),
  });
  const listed = (...bytes: (number | undefined)[]) =>
    shortList(
      bytes.map((one) => worth(one)),
      10_000,
    ).map(({ savesBytes }) => savesBytes);

  it("has the largest first", () => assert.deepEqual(listed(100, 900, 300), [900, 300, 100]));
  it("has at most five", () =>
    assert.deepEqual(listed(101, 102, 103, 104, 105, 106), [106, 105, 104, 103, 102]));
  it("leaves out what is not worth 1 %", () => assert.deepEqual(listed(99, 100, 0, -200, undefined), [100]));
  it("has nothing of an empty binary", () => assert.deepEqual(shortList([worth(0)], 0), []));
  it("orders equals by their words", () => {
    assert.deepEqual(
      shortList([worth(200, "b"), worth(200, "a")], 10_000).map(({ what }) => what),
      ["a", "b"],
    );
  });
});
