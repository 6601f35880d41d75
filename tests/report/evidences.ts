import type { Evidence } from "../../report/evidence.js";

/** All that can be known of a small program. */
export const evidence: Required<Evidence> = {
  anatomy: {
    bytes: 10_000,
    attributedBytes: 9_900,
    packages: [
      { path: "runtime", module: "std", codeBytes: 3_000, tableBytes: 800, dataBytes: 200, bytes: 4_000 },
      {
        path: "golang.org/x/net/html",
        module: "golang.org/x/net@v0.40.0",
        codeBytes: 2_000,
        tableBytes: 500,
        dataBytes: 500,
        bytes: 3_000,
      },
      { path: "fmt", module: "std", codeBytes: 1_000, tableBytes: 500, dataBytes: 0, bytes: 1_500 },
      { path: "main", module: "", codeBytes: 300, tableBytes: 100, dataBytes: 0, bytes: 400 },
    ],
    parts: [
      { name: "headers", bytes: 700 },
      { name: "padding", bytes: 300 },
    ],
  },
  settings: ["-trimpath=true", "CGO_ENABLED=0"],
  source: {
    chains: {
      main: ["main"],
      runtime: ["main", "runtime"],
      fmt: ["main", "example.com/shop/page", "fmt"],
      "golang.org/x/net/html": ["main", "golang.org/x/net/html"],
    },
    spoilers: [
      { calls: "reflect.Value.MethodByName", chain: ["main.main", "text/template.(*state).evalField"] },
    ],
    modules: [
      { path: "example.com/shop", version: "", licence: "" },
      { path: "golang.org/x/net", version: "v0.40.0", licence: "BSD-3-Clause" },
    ],
  },
  init: {
    runs: 20,
    totalMs: 2,
    spreadMs: [1.9, 2.25],
    allocations: 1_001,
    bytes: 12_300,
    packages: [
      { path: "golang.org/x/net/html", startMs: 0.6, ms: 1.5, bytes: 12_000, allocations: 1_000 },
      { path: "runtime", startMs: 0.1, ms: 0.45, bytes: 300, allocations: 1 },
      { path: "fmt", startMs: 0.56, ms: 0.05, bytes: 0, allocations: 0 },
    ],
    readyMs: 4.5,
    calibrationReadyMs: 1.5,
  },
  unpackMs: 3,
  advice: [
    {
      what: 'Set the build tag "nethttpomithttp2", if nothing needs HTTP/2: net/http then speaks HTTP/1 alone.',
      savesBytes: 380_000,
      basis: "tried",
    },
    { what: "Leave out <html>.", savesBytes: 3_000, basis: "read" },
  ],
  comparison: {
    against: 'the deployment to "dev" of 2026-11-23 20:51 UTC',
    diff: {
      bytesBefore: 8_000,
      bytesAfter: 10_000,
      packages: [
        {
          path: "golang.org/x/net/html",
          moduleBefore: "",
          moduleAfter: "golang.org/x/net@v0.40.0",
          kind: "came",
          bytesBefore: 0,
          bytesAfter: 3_000,
        },
        {
          path: "example.com/pay",
          moduleBefore: "example.com/pay@v1.0.0",
          moduleAfter: "example.com/pay@v1.1.0",
          kind: "shrank",
          bytesBefore: 1_700,
          bytesAfter: 600,
        },
      ],
      parts: [{ name: "headers", kind: "grew", bytesBefore: 600, bytesAfter: 700 }],
    },
  },
  notes: ['The program was not started: "--start" measures its package inits.'],
};
