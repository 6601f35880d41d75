import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { adapterFor } from "../../providers/index.js";

describe("adapterFor", () => {
  const refusals: [title: string, cloud: unknown, sentence: string][] = [
    [
      "no cloud at all",
      undefined,
      '"cloud" must be "aws" or "local": set it, or run `pulumi config set goserverless:cloud local`.',
    ],
    ["an unknown cloud", "gcp", '"cloud" must be "aws" or "local", got "gcp".'],
    [
      "aliyun",
      "aliyun",
      '"cloud" must be "aws" or "local", got "aliyun". This version does not deploy there yet.',
    ],
    ["a name that every object has", "constructor", '"cloud" must be "aws" or "local", got "constructor".'],
  ];
  for (const [title, cloud, sentence] of refusals) {
    it(`refuses ${title}`, () => {
      assert.throws(
        () => adapterFor("api", { cloud: cloud as "local" }),
        (error: Error) => {
          assert.ok(pulumi.InputPropertiesError.isInstance(error));
          assert.deepEqual(error.errors, [{ propertyPath: "cloud", reason: sentence }]);
          return true;
        },
      );
    });
  }

  it("takes the cloud from the stack's configuration", () => {
    pulumi.runtime.setAllConfig({ "goserverless:cloud": "local" });
    assert.equal(adapterFor("api", {}).name, "local");
  });

  it("prefers the argument over the configuration", () => {
    pulumi.runtime.setAllConfig({ "goserverless:cloud": "gcp" });
    assert.equal(adapterFor("api", { cloud: "local" }).name, "local");
  });
});
