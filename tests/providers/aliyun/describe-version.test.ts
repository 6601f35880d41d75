import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { describeVersion } from "../../../providers/aliyun/describe-version.js";
import { awaited } from "../../fakes/pulumi.js";
import { artifact } from "./declare.js";

describe("describeVersion of aliyun", () => {
  const config = { memorySize: 256, environmentVariables: { TABLE: "orders", STAGE: "prod" } };
  const describeWith = (settings: object, sha256 = artifact.sha256) =>
    awaited(describeVersion(pulumi.output({ ...artifact, sha256 }), settings));

  it("is the hash of the code and of the settings", async () => {
    assert.match(await describeWith(config), /^goserverless sha256:[0-9a-f]{64}$/);
  });

  const same: [title: string, settings: object][] = [
    ["the same again", structuredClone(config)],
    [
      "an environment in another order",
      { ...config, environmentVariables: { STAGE: "prod", TABLE: "orders" } },
    ],
    ["a setting that is left out", { ...config, role: undefined }],
    ["a value that is known only later", { ...config, memorySize: pulumi.output(256) }],
  ];
  for (const [title, settings] of same) {
    it(`is equal for ${title}`, async () => {
      assert.equal(await describeWith(settings), await describeWith(config));
    });
  }

  const other: [title: string, settings: object, sha256?: string][] = [
    ["other code", config, "beef".repeat(16)],
    ["another number", { ...config, memorySize: 512 }],
    ["another value of the environment", { ...config, environmentVariables: { TABLE: "o", STAGE: "prod" } }],
    ["another order of a list", { ...config, layers: ["one", "two"] }],
    ["the same list turned around", { ...config, layers: ["two", "one"] }],
  ];
  it("is another one for other code and other settings", async () => {
    const texts = [await describeWith(config)];
    for (const [title, settings, sha256] of other) {
      const text = await describeWith(settings, sha256);
      assert.ok(!texts.includes(text), title);
      texts.push(text);
    }
  });

  it("is a secret where a setting is one, and does not show it", async () => {
    const settings = { ...config, environmentVariables: { TOKEN: pulumi.secret("hunter2") } };
    const description = describeVersion(pulumi.output(artifact), settings);
    assert.equal(await pulumi.isSecret(description), true);
    assert.ok(!(await awaited(description)).includes("hunter2"));
  });
});
