import assert from "node:assert/strict";
import { broughtBy, shortestChains } from "../../../evidence/source/import-graph.js";

const graph = (imports: Readonly<Record<string, string>>) =>
  new Map(Object.entries(imports).map(([path, list]) => [path, list.split(" ").filter((one) => one !== "")]));

const shop = graph({
  main: "example.com/shop/cart net/http",
  "example.com/shop/cart": "example.com/money fmt",
  "example.com/money": "math/big",
  "math/big": "fmt",
  "net/http": "crypto/tls fmt",
  "crypto/tls": "vendor/golang.org/x/crypto/chacha20poly1305 fmt",
  "vendor/golang.org/x/crypto/chacha20poly1305": "",
  fmt: "runtime",
  runtime: "internal/abi",
  "internal/abi": "",
  "runtime/cgo": "internal/abi",
});

describe("shortestChains", () => {
  const chains: Readonly<Record<string, readonly string[]>> = {
    main: ["main"],
    "example.com/money": ["main", "example.com/shop/cart", "example.com/money"],
    fmt: ["main", "example.com/shop/cart", "fmt"],
    "vendor/golang.org/x/crypto/chacha20poly1305": [
      "main",
      "net/http",
      "crypto/tls",
      "vendor/golang.org/x/crypto/chacha20poly1305",
    ],
    runtime: ["main", "runtime"],
    "runtime/cgo": ["main", "runtime/cgo"],
    "internal/abi": ["main", "runtime", "internal/abi"],
  };
  for (const [path, chain] of Object.entries(chains)) {
    it(`leads to ${path}`, () => assert.deepEqual(shortestChains(shop)[path], chain));
  }

  it("has a chain for every package", () => {
    assert.deepEqual(Object.keys(shortestChains(shop)).sort(), [...shop.keys()].sort());
  });

  it("takes the alphabetically first of two ways, in whatever order they are imported", () => {
    for (const imports of ["b a", "a b"]) {
      const chains = shortestChains(graph({ main: imports, a: "target", b: "target", target: "" }));
      assert.deepEqual(chains["target"], ["main", "a", "target"]);
    }
  });

  it("leaves out imports that are not linked", () => {
    assert.deepEqual(shortestChains(graph({ main: "C unsafe", unsafe: "" })), {
      main: ["main"],
      unsafe: ["main", "unsafe"],
    });
  });

  it("ends on a circle", () => {
    assert.deepEqual(shortestChains(graph({ main: "a", a: "b", b: "a" })), {
      main: ["main"],
      a: ["main", "a"],
      b: ["main", "a", "b"],
    });
  });
});

describe("broughtBy", () => {
  const cases: readonly { title: string; without: string[]; instead?: string[]; gone: string[] }[] = [
    {
      title: "takes along what nothing else imports",
      without: ["net/http"],
      gone: ["crypto/tls", "net/http", "vendor/golang.org/x/crypto/chacha20poly1305"],
    },
    { title: "leaves what others import too", without: ["math/big"], gone: ["math/big"] },
    {
      title: "takes several packages together",
      without: ["example.com/shop/cart", "net/http"],
      gone: [
        "crypto/tls",
        "example.com/money",
        "example.com/shop/cart",
        "fmt",
        "math/big",
        "net/http",
        "vendor/golang.org/x/crypto/chacha20poly1305",
      ],
    },
    {
      title: "keeps what is needed instead, with its imports",
      without: ["net/http"],
      instead: ["crypto/tls", "not/linked"],
      gone: ["net/http"],
    },
    { title: "takes nothing for packages that are not there", without: ["not/linked"], gone: [] },
    { title: "keeps what Go links by itself", without: ["fmt"], gone: ["fmt"] },
    { title: "takes everything without main", without: ["main"], gone: [...shop.keys()].sort() },
  ];
  for (const { title, without, instead, gone } of cases) {
    it(title, () => assert.deepEqual(broughtBy(shop, new Set(without), instead), gone));
  }
});
