import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCli } from "./run-cli.js";

/** The programs that a test can deploy; `needy` does not start without the variable SETTING or the file setting.txt. */
export type ProgramName = "greeter" | "needy";

/** A built program. */
export interface Program {
  readonly entry: string;
  readonly zip: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly binaryBytes: number;
}

export interface Programs {
  readonly cacheFolder: string;
  readonly byName: Readonly<Record<ProgramName, Program>>;
}

/** HTTP servers as Function Compute's custom runtimes are: they echo a direct invoke and greet over HTTP. */
const sources: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/shop\n\ngo 1.24\n",
  "greeter/main.go": `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
)

func main() {
	http.ListenAndServe("127.0.0.1:"+os.Getenv("FC_SERVER_PORT"), http.HandlerFunc(serve))
}

func serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	fmt.Println("called with", len(body), "bytes")
	if r.Header.Get("X-Fc-Control-Path") == "/invoke" {
		if string(body) == "fail" {
			w.Header().Set("X-Fc-Status", "404")
		}
		w.Write(body)
		return
	}
	if status, _ := strconv.Atoi(os.Getenv("STATUS")); status != 0 {
		w.WriteHeader(status)
	}
	fmt.Fprintln(w, "Hello!")
}
`,
  "needy/main.go": `package main

import (
	"net/http"
	"os"
)

func main() {
	if _, err := os.Stat("setting.txt"); err != nil && os.Getenv("SETTING") == "" {
		os.Exit(3)
	}
	http.ListenAndServe("127.0.0.1:"+os.Getenv("FC_SERVER_PORT"), nil)
}
`,
};

let folder: string | undefined;
let built: Promise<Programs> | undefined;

/** The programs, built once in a run of the tests. */
export function buildPrograms(): Promise<Programs> {
  built ??= createPrograms();
  return built;
}

async function createPrograms(): Promise<Programs> {
  folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-programs-")));
  for (const [name, text] of Object.entries(sources)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const cacheFolder = join(folder, "cache");
  const environment = { GOSERVERLESS_CACHE_DIR: cacheFolder };
  const run = await runCli(["build", "greeter", "needy", "--json"], { directory: folder, environment });
  if (run.status !== 0) throw new Error(run.stderr);
  const [greeter, needy] = JSON.parse(run.stdout).artifacts.map(
    (artifact: {
      entry: string;
      path: string;
      sha256: string;
      bytes: number;
      binary: { bytes: number };
    }) => ({
      entry: join(folder ?? "", artifact.entry),
      zip: artifact.path,
      sha256: artifact.sha256,
      bytes: artifact.bytes,
      binaryBytes: artifact.binary.bytes,
    }),
  );
  return { cacheFolder, byName: { greeter, needy } };
}

after(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true });
});
