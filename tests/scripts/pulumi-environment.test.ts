import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { devEnvironment, pulumiEnvironment } from "../../scripts/pulumi-environment.js";
import { Sandbox, scripts } from "./sandbox.js";

const state = resolve(scripts, "../.goserverless/state");

describe("pulumiEnvironment", () => {
  const sandbox = new Sandbox();
  const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

  it("keeps Pulumi's state in the project and its home in the cache, and asks for nothing", () => {
    assert.deepEqual(pulumiEnvironment(sandbox.env), {
      ...sandbox.env,
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_HOME: sandbox.path("cache/pulumi/home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
    assert.equal(existsSync(state), true);
  });

  it("puts the Pulumi of the cache before everything else on PATH", () => {
    const folder = "cache/pulumi/v3.259.0-2/bin";
    for (const name of ["pulumi", ...companions]) sandbox.fake(join(folder, name), "");
    assert.equal(pulumiEnvironment(sandbox.env)["PATH"], `${sandbox.path(folder)}:${sandbox.path("bin")}`);
  });

  it("uses neither the user's backend nor the user's Pulumi folder", () => {
    const env = pulumiEnvironment({
      ...sandbox.env,
      PULUMI_BACKEND_URL: "https://a.example",
      PULUMI_HOME: "/mine",
    });
    assert.equal(env["PULUMI_BACKEND_URL"], pathToFileURL(state).href);
    assert.equal(env["PULUMI_HOME"], sandbox.path("cache/pulumi/home"));
  });

  for (const name of ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"]) {
    it(`leaves the user's ${name}`, () => {
      const env = pulumiEnvironment({ ...sandbox.env, [name]: "mine" });
      assert.equal(env[name], "mine");
      assert.equal(Object.keys(env).filter((key) => key.includes("PASSPHRASE")).length, 1);
    });

    it(`does not use the user's ${name} for the stack dev`, () => {
      const env = devEnvironment({ ...sandbox.env, [name]: "mine" });
      assert.equal(env["PULUMI_CONFIG_PASSPHRASE"], "");
      assert.equal(env["PULUMI_CONFIG_PASSPHRASE_FILE"], undefined);
    });
  }
});
