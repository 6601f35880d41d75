import assert from "node:assert/strict";
import type { GoOptions } from "../../../build/request.js";
import { adviceTrials } from "../../../evidence/source/advice-trials.js";
import { plainGo } from "../../build/go-module.js";

interface Case {
  readonly title: string;
  readonly go?: Partial<GoOptions>;
  readonly goflags?: string;
  readonly cgo?: string;
  readonly packages?: readonly string[];
  /** What each trial changes of the options below. */
  readonly trials: readonly (Partial<GoOptions> & { readonly what: string })[];
}

const noGoflags = { GOFLAGS: "-buildvcs=false" };

const cases: readonly Case[] = [
  { title: "tries nothing where there is nothing to change", trials: [] },
  {
    title: "leaves out each of the user's tags, but not ours",
    go: { tags: ["goserverless.lambda", "timetzdata", "debug"] },
    goflags: "-tags=trace,lambda.norpc",
    trials: [
      {
        what: 'Leave the build tag "trace" out.',
        tags: ["lambda.norpc", "goserverless.lambda", "timetzdata", "debug"],
      },
      {
        what: 'Leave the build tag "timetzdata" out.',
        tags: ["trace", "lambda.norpc", "goserverless.lambda", "debug"],
      },
      {
        what: 'Leave the build tag "debug" out.',
        tags: ["trace", "lambda.norpc", "goserverless.lambda", "timetzdata"],
      },
    ],
  },
  {
    title: "leaves out what keeps symbols and debug data",
    go: { ldflags: ["-X", "main.version=1 2", "-s=false", "--w=0", "-w=1"] },
    goflags: "'-ldflags=-compressdwarf=false -X main.a=b'",
    trials: [
      {
        what: 'Leave "-compressdwarf=false -s=false --w=0" out of the linker\'s flags: it keeps symbols and debug data that no cloud reads.',
        ldflags: ["-X", "main.a=b", "-X", "main.version=1 2", "-w=1"],
      },
    ],
  },
  {
    title: "leaves out flags that are for finding faults",
    go: { flags: ["-race", "-gcflags=all=-N -l", "-pgo=cpu.pprof"] },
    trials: [
      {
        what: 'Leave "-race" out: the race detector is for tests.',
        flags: ["-gcflags=all=-N -l", "-pgo=cpu.pprof"],
      },
      {
        what: 'Leave "-gcflags=all=-N -l" out: the compiler does best by itself.',
        flags: ["-race", "-pgo=cpu.pprof"],
      },
    ],
  },
  {
    title: "leaves them out of GOFLAGS too",
    go: { env: { GOEXPERIMENT: "x" } },
    goflags: "-mod=mod '-gcflags=all=-N -l' -cover",
    trials: [
      {
        what: 'Leave "-cover" out: coverage is for tests.',
        env: { GOEXPERIMENT: "x", GOFLAGS: "-mod=mod '-gcflags=all=-N -l'" },
      },
      {
        what: 'Leave "-gcflags=all=-N -l" out: the compiler does best by itself.',
        env: { GOEXPERIMENT: "x", GOFLAGS: "-mod=mod -cover" },
      },
    ],
  },
  {
    title: "switches cgo off",
    cgo: "1",
    trials: [{ what: "Build without cgo: set CGO_ENABLED to 0.", env: { ...noGoflags, CGO_ENABLED: "0" } }],
  },
  {
    title: "sets the tags that packages of the program know, unless they are set",
    go: { tags: ["nomsgpack"] },
    packages: [
      "google.golang.org/grpc",
      "github.com/gin-gonic/gin",
      "cloud.google.com/go/storage",
      "net/http",
    ],
    trials: [
      { what: 'Leave the build tag "nomsgpack" out.', tags: [] },
      {
        what: 'Set the build tag "grpcnotrace": gRPC then leaves out golang.org/x/net/trace.',
        tags: ["nomsgpack", "grpcnotrace"],
      },
      {
        what: 'Set the build tag "disable_grpc_modules": cloud.google.com/go/storage then leaves gRPC out and speaks HTTP alone.',
        tags: ["nomsgpack", "disable_grpc_modules"],
      },
      {
        what: 'Set the build tag "nethttpomithttp2", if nothing needs HTTP/2: net/http then speaks HTTP/1 alone.',
        tags: ["nomsgpack", "nethttpomithttp2"],
      },
    ],
  },
];

describe("adviceTrials", () => {
  for (const { title, go, goflags = "", cgo = "0", packages = [], trials } of cases) {
    it(title, () => {
      const settings = { GOFLAGS: goflags, CGO_ENABLED: cgo };
      const found = adviceTrials({ go: { ...plainGo, ...go }, settings, packages: new Set(packages) });
      const changed = found.map(({ what, go: options }, index) => {
        const asked = Object.keys(trials[index] ?? {});
        return {
          what,
          ...Object.fromEntries(Object.entries(options).filter(([name]) => asked.includes(name))),
        };
      });
      assert.deepEqual(changed, trials);
    });
  }

  it("changes nothing else", () => {
    const go = {
      tags: ["a"],
      ldflags: ["-X", "main.a=b"],
      flags: ["-v"],
      env: { A: "b" },
      goBinary: "go1.26",
    };
    const [trial] = adviceTrials({ go, settings: { GOFLAGS: "-mod=mod" }, packages: new Set<string>() });
    assert.deepEqual(trial?.go, { ...go, tags: [], env: { A: "b", GOFLAGS: "-mod=mod" } });
  });
});
