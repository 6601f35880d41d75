import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { findPulumi } from "../../../scripts/setup/find-pulumi.js";
import { Sandbox } from "../sandbox.js";

const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

describe("findPulumi", () => {
  const sandbox = new Sandbox();
  const find = () => findPulumi(sandbox.env);

  /** Fakes an installation. */
  function install(folder: string, version: string, beside: readonly string[] = companions) {
    sandbox.fake(`${folder}/pulumi`, `echo ${version}`);
    for (const name of beside) sandbox.fake(`${folder}/${name}`, "");
  }

  it("finds none where there is none", () => {
    assert.equal(find(), undefined);
  });

  const own: [version: string, isTaken: boolean][] = [
    ["v3.247.9", false],
    ["v3.248.0", true],
    ["v3.300.1", true],
    ["v4.0.0", true],
    ["'not a version'", false],
  ];
  for (const [version, isTaken] of own) {
    it(`${isTaken ? "takes" : "passes over"} ${version} on PATH`, () => {
      install("bin", version);
      assert.equal(find(), isTaken ? sandbox.path("bin") : undefined);
    });
  }

  for (const missing of companions) {
    it(`passes over one on PATH without ${missing}`, () => {
      install(
        "bin",
        "v3.300.0",
        companions.filter((name) => name !== missing),
      );
      assert.equal(find(), undefined);
    });
  }

  it("takes one whose companions are elsewhere on PATH", () => {
    install("bin", "v3.300.0", []);
    for (const name of companions) sandbox.fake(`elsewhere/${name}`, "");
    const PATH = [sandbox.path("bin"), sandbox.path("elsewhere")].join(":");
    assert.equal(findPulumi({ ...sandbox.env, PATH }), sandbox.path("bin"));
  });

  it("takes one that is a link to an installation", () => {
    install("cellar", "v3.300.0");
    mkdirSync(sandbox.path("bin"));
    symlinkSync(sandbox.path("cellar/pulumi"), sandbox.path("bin/pulumi"));
    assert.equal(find(), sandbox.path("bin"));
  });

  it("passes over one that fails", () => {
    install("bin", "v3.300.0; exit 1");
    assert.equal(find(), undefined);
  });

  it("prefers one on PATH to the one in the cache", () => {
    install("bin", "v3.248.0");
    install("cache/pulumi/v3.259.0-2/bin", "v3.259.0");
    assert.equal(find(), sandbox.path("bin"));
  });

  it("takes the one in the cache when the one on PATH is too old", () => {
    install("bin", "v3.100.0");
    install("cache/pulumi/v3.259.0-2/bin", "v3.259.0");
    assert.equal(find(), sandbox.path("cache/pulumi/v3.259.0-2/bin"));
  });

  it("passes over an incomplete one in the cache", () => {
    install("cache/pulumi/v3.259.0-2/bin", "v3.259.0", ["pulumi-language-nodejs"]);
    assert.equal(find(), undefined);
  });

  it("asks the one on PATH for its version without the user's own Pulumi folder", () => {
    install("bin", 'v3.300.0; mkdir -p "$PULUMI_HOME"');
    find();
    assert.equal(existsSync(sandbox.path("cache/pulumi/home")), true);
    assert.equal(existsSync(sandbox.path("home")), false);
  });
});
