import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { Sandbox } from "../sandbox.js";

const build = `require(scripts + "/setup/build-pulumi.js").buildPulumi(process.cwd(), process.env)
  .catch((error) => { console.error(error.message); process.exitCode = 1; })`;

/** A Go that keeps what it is asked, and "builds" a script. */
const go = (version: string, toolchain: string) => `
  if [ "$1" = env ]; then echo ${version}; echo ${toolchain}; exit; fi
  if [ "$1" = list ]; then echo "go: downloading it" >&2; cd ../host && pwd; exit; fi
  { echo "$@"; cat go.mod; grep -h Monitor *.go; env | grep -E '^(GOFLAGS|GOWORK|CGO_ENABLED|GOOS|GOARCH)=' | sort; } >> ../calls
  while [ "$1" != -o ]; do shift; done
  printf '#!/bin/sh\\n' > "$2"
  chmod +x "$2"
`;

describe("buildPulumi", () => {
  const sandbox = new Sandbox();

  const listening = 'fmt.Sprintf("127.0.0.1:%d", handle.Port), pipes.directory()';

  beforeEach(() => {
    mkdirSync(sandbox.path("bin"));
    sandbox.write("host/main.go", `var Monitor = ${listening}\n`);
    sandbox.write("host/main_test.go", "var MonitorTest\n");
    sandbox.write("host/proxy.go", "type MonitorProxy\n");
    sandbox.write("host/README.md", "Monitor\n");
  });

  it("builds the CLI and the language host from their modules, and adds the provider of dynamic resources", async () => {
    sandbox.fake("go", go("go1.25.11", "local"));
    assert.deepEqual(await sandbox.run(build, { GOOS: "plan9", GOFLAGS: "-race" }), {
      status: 0,
      stdout: "",
      stderr:
        "Building Pulumi 3.259.0 from source, once, some minutes ...\n" +
        "Building Pulumi 3.259.0 from source, once, some minutes: done in 0 s\n",
    });
    assert.deepEqual(readdirSync(sandbox.path("bin")).sort(), [
      "go",
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    assert.equal(statSync(sandbox.path("bin/pulumi-resource-pulumi-nodejs")).mode & 0o777, 0o755);
    assert.deepEqual(readFileSync(sandbox.path("calls"), "utf8").split("\n"), [
      `build -trimpath -buildvcs=false -ldflags -s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0 -o ${sandbox.path("bin/pulumi")} github.com/pulumi/pulumi/pkg/v3/cmd/pulumi`,
      "module pulumi",
      "",
      "go 1.25.11",
      "",
      "require github.com/pulumi/pulumi/pkg/v3 v3.259.0",
      "",
      "replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e",
      "CGO_ENABLED=0",
      "GOARCH=",
      "GOFLAGS=-mod=mod",
      "GOOS=",
      "GOWORK=off",
      `build -trimpath -buildvcs=false -ldflags -s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.68.0 -o ${sandbox.path("bin/pulumi-language-nodejs")} .`,
      "module pulumi-language-nodejs",
      "",
      "go 1.25.11",
      "",
      "require github.com/pulumi/pulumi/sdk/v3 v3.68.0",
      // The program is told where the engine is, and not where the language host is.
      "var Monitor = req.GetMonitorAddress(), pipes.directory()",
      "type MonitorProxy",
      "CGO_ENABLED=0",
      "GOARCH=",
      "GOFLAGS=-mod=mod",
      "GOOS=",
      "GOWORK=off",
      "",
    ]);
  });

  it("refuses a language host that is not the one it knows", async () => {
    sandbox.fake("go", go("go1.25.11", "local"));
    sandbox.write("host/main.go", "var Monitor\n");
    const { status, stderr } = await sandbox.run(build);
    assert.equal(status, 1);
    assert.equal(
      stderr.split("\n").at(-2),
      `github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs/main.go has no "${listening}".`,
    );
  });

  it("leaves it to an older Go to fetch the one that is needed", async () => {
    sandbox.fake("go", go("go1.24.4", "auto"));
    assert.equal((await sandbox.run(build)).status, 0);
  });

  it("refuses an older Go that may not", async () => {
    sandbox.fake("go", go("go1.24.4", "local"));
    assert.deepEqual(await sandbox.run(build), {
      status: 1,
      stdout: "",
      stderr:
        "Building Pulumi needs Go 1.25.11 or newer, found 1.24.4, and GOTOOLCHAIN=local keeps Go from fetching it. " +
        "Get it from https://go.dev/dl/, or unset GOTOOLCHAIN.\n",
    });
  });
});
