import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goMod } from "../../build/go-module.js";

const main = `package main

import (
	"encoding/json"
	"net/http"
	"slices"
)

type price struct {
	name [3]string
	of   any
}

func main() {
	http.HandleFunc("/", func(answer http.ResponseWriter, request *http.Request) {
		prices := []price{{of: request.Host}}
		slices.SortFunc(prices, func(a, b price) int {
			if a == b {
				return 0
			}
			return 1
		})
		json.NewEncoder(answer).Encode(prices)
	})
	http.ListenAndServe(":0", nil)
}
`;

/** One program of some size, with and without symbols, and what Go says of it. */
export interface WebServer {
  readonly full: Buffer;
  readonly stripped: Buffer;
  /** Import paths of all that can be linked in. */
  readonly packages: readonly string[];
  /** Bytes of code by package, as Go's own library names packages; those of functions without one under "". */
  readonly judged: ReadonlyMap<string, number>;
}

export function buildWebServer(): WebServer {
  const folder = mkdtempSync(join(tmpdir(), "goserverless-test-"));
  const go = (cwd: string, ...args: string[]) =>
    execFileSync("go", args, { cwd, env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" } }).toString();
  try {
    writeFileSync(join(folder, "go.mod"), goMod);
    writeFileSync(join(folder, "main.go"), main);
    go(folder, "build", "-trimpath", "-buildvcs=false", "-o", "full", ".");
    go(folder, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", "stripped", ".");
    const lines = go(join(__dirname, "judge"), "run", ".", join(folder, "full"));
    return {
      full: readFileSync(join(folder, "full")),
      stripped: readFileSync(join(folder, "stripped")),
      packages: go(folder, "list", "-deps", ".").trimEnd().split("\n"),
      judged: new Map(
        lines
          .trimEnd()
          .split("\n")
          .map((line) => line.split("\t"))
          .map(([path = "", bytes]) => [path, Number(bytes)]),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The binary as a tool leaves it that takes the section headers away. */
export function withoutSections(binary: Buffer): Buffer {
  const copy = Buffer.from(binary);
  const table = Number(copy.readBigUInt64LE(40));
  copy.fill(0, table, table + copy.readUInt16LE(60) * 64);
  copy.fill(0, 40, 48);
  copy.fill(0, 58, 64);
  return copy;
}
