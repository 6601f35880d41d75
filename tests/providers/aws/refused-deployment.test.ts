import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildArtifact } from "../../../components/artifact.js";
import { GoServerlessFunction, type GoServerlessFunctionArgs } from "../../../components/index.js";
import { toSpec } from "../../../components/spec.js";
import { aws } from "../../../providers/aws/index.js";
import { elf } from "../../build/compiled.js";
import { goMod, loggingGo, program, useFolders, writeFiles } from "../../build/go-module.js";
import { recordResources } from "../../fakes/pulumi.js";

describe("a deployment to aws that is refused", () => {
  const folders = useFolders();

  it("registers nothing and builds nothing", async () => {
    const [refusedEntry, other] = ["refused", "other"].map((name) => join(folders.folder, name));
    for (const name of ["refused", "other"])
      await writeFiles(folders.folder, { [`${name}/go.mod`]: goMod, [`${name}/main.go`]: program(name) });
    const { goBinary } = await loggingGo(folders.folder, 'pwd >> "$0.log"; exit 1');
    const build = { goBinary };
    const refused = { cloud: "aws", entry: refusedEntry, memoryMb: 64, build } as const;
    const { registered } = await recordResources(() => {
      assert.throws(() => new GoServerlessFunction("api", refused), {
        message:
          'GoServerlessFunction "api" cannot be deployed:\n  "memoryMb" must be 128-10240 on aws, got 64.',
      });
      return {};
    });
    assert.deepEqual(
      registered.map(({ type }) => type),
      ["pulumi:pulumi:Stack"],
    );
    // Go is asked about another function after it, and about that one only.
    await assert.rejects(buildArtifact(toSpec("other", { entry: other, build }, aws), aws));
    const asked = await readFile(`${goBinary}.log`, "utf8");
    assert.deepEqual([...new Set(asked.trim().split("\n"))], [other]);
  });

  const prebuilt = async (machine: number, args: GoServerlessFunctionArgs) => {
    const artifact = join(folders.folder, "api");
    await writeFile(artifact, elf({ machine }));
    return (await buildArtifact(toSpec("api", { artifact, ...args }, aws), aws)).artifact;
  };
  const hint = (architecture: string) =>
    `Build it with "CGO_ENABLED=0 GOOS=linux GOARCH=${architecture} go build", or change "architecture".`;
  const shown = () => join(folders.folder, "api");

  it("says that a prebuilt file is for amd64 where the default is arm64", async () => {
    await assert.rejects(prebuilt(62, {}), (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        `"artifact" ${shown()} is built for amd64, but "architecture" is arm64. ${hint("arm64")}`,
      );
      return true;
    });
  });

  it("says that a prebuilt file is for arm64 where amd64 is asked for", async () => {
    await assert.rejects(prebuilt(183, { architecture: "amd64" }), {
      message: `"artifact" ${shown()} is built for arm64, but "architecture" is amd64. ${hint("amd64")}`,
    });
  });

  it("is none with a file for the right one", async () => {
    assert.equal((await prebuilt(183, {})).architecture, "arm64");
  });
});
