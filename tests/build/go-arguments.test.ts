import assert from "node:assert/strict";
import { type GoOptions, goArguments } from "../../build/index.js";

type Flags = Pick<GoOptions, "tags" | "ldflags" | "flags">;

const none: Flags = { tags: [], ldflags: [], flags: [] };

describe("goArguments", () => {
  const cases: [title: string, options: Partial<Flags>, goflags: string, args: string[]][] = [
    [
      "gives ours",
      {},
      "",
      ["-trimpath", "-buildvcs=false", "-tags", "lambda.norpc", "-ldflags", "-s -w -buildid="],
    ],
    [
      "adds the user's to ours",
      { tags: ["pro"], ldflags: ["-X", "main.v=1 2"], flags: ["-pgo=cpu.pprof"] },
      "",
      [
        ...["-trimpath", "-buildvcs=false", "-tags", "lambda.norpc,pro"],
        ...["-ldflags", "-s -w -buildid= -X 'main.v=1 2'", "-pgo=cpu.pprof"],
      ],
    ],
    [
      "keeps the tags and linker arguments of GOFLAGS, which ours would hide",
      { tags: ["pro"], ldflags: ["-v"] },
      `-mod=mod -tags=netgo,pro '-ldflags=-X main.name="it"'`,
      [
        ...["-trimpath", "-buildvcs=false", "-tags", "lambda.norpc,netgo,pro"],
        ...["-ldflags", `-s -w -buildid= -X main.name="it" -v`],
      ],
    ],
  ];
  for (const [title, options, goflags, args] of cases) {
    it(title, () => assert.deepEqual(goArguments({ ...none, ...options }, goflags), args));
  }

  const otherProgram = "it runs another program in place of Go's own. Remove it.";
  const always = "the build always sets it. Remove it.";
  const refused: [flag: string, message: string][] = [
    ["-toolexec=/bin/true", `"build.flags" must not hold "-toolexec": ${otherProgram}`],
    ["--toolexec=/bin/true", `"build.flags" must not hold "-toolexec": ${otherProgram}`],
    ["-toolexec", `"build.flags" must not hold "-toolexec": ${otherProgram}`],
    ["-exec=/bin/true", `"build.flags" must not hold "-exec": ${otherProgram}`],
    ["-o=x", '"build.flags" must not hold "-o": the build decides where the binary goes. Remove it.'],
    ["-C=x", '"build.flags" must not hold "-C": the build runs Go in the module of "entry". Remove it.'],
    ["-ldflags=-s", '"build.flags" must not hold "-ldflags": use "build.ldflags".'],
    ["-tags=pro", '"build.flags" must not hold "-tags": use "build.tags".'],
    ["-trimpath=false", `"build.flags" must not hold "-trimpath": ${always}`],
    ["--buildvcs=true", `"build.flags" must not hold "-buildvcs": ${always}`],
    ["-n", '"build.flags" must not hold "-n": nothing would be built. Remove it.'],
    ["-json", `"build.flags" must not hold "-json": the build reads Go's plain output. Remove it.`],
    ["-i", '"build.flags" must not hold "-i": Go has it no longer. Remove it.'],
    ["-test", '"build.flags" must hold flags of "go build", got "-test".'],
    ["./other", '"build.flags" must hold one flag an element, such as "-pgo=cpu.pprof", got "./other".'],
    ["--", '"build.flags" must hold one flag an element, such as "-pgo=cpu.pprof", got "--".'],
    ["", '"build.flags" must hold one flag an element, such as "-pgo=cpu.pprof", got "".'],
  ];
  for (const [flag, message] of refused) {
    it(`refuses the flag "${flag}"`, () => {
      assert.throws(() => goArguments({ ...none, flags: [flag] }), { name: "BuildError", message });
    });
  }

  const pattern =
    'GOFLAGS must not hold "-ldflags" with a package pattern: the build sets "-ldflags" itself. Use "build.ldflags".';
  const refusedGoflags: [goflags: string, message: string][] = [
    ["-mod=mod -toolexec=/bin/true", `GOFLAGS must not hold "-toolexec": ${otherProgram}`],
    ["'--toolexec=/bin/true --flag'", `GOFLAGS must not hold "-toolexec": ${otherProgram}`],
    ['"-exec=/bin/true a"', `GOFLAGS must not hold "-exec": ${otherProgram}`],
    ["-n", 'GOFLAGS must not hold "-n": nothing would be built. Remove it.'],
    ["-ldflags=all=-s", pattern],
  ];
  for (const [goflags, message] of refusedGoflags) {
    it(`refuses GOFLAGS ${goflags}`, () => {
      assert.throws(() => goArguments(none, goflags), { name: "BuildError", message });
    });
  }

  for (const tag of ["a,b", "a b", "", "!a"]) {
    it(`refuses the tag "${tag}"`, () => {
      assert.throws(() => goArguments({ ...none, tags: [tag] }), {
        name: "BuildError",
        message: `"build.tags" must hold one tag an element, of letters, digits, "_" and ".", got "${tag}".`,
      });
    });
  }
});
