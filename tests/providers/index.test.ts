import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { adapterFor } from "../../providers/index.js";
import { withoutPackage } from "./without-package.js";

describe("adapterFor", () => {
  const refusals: [title: string, cloud: unknown, sentence: string][] = [
    [
      "no cloud at all",
      undefined,
      '"cloud" must be "aws", "aliyun" or "local": set it, or run `pulumi config set goserverless:cloud local`.',
    ],
    ["an unknown cloud", "gcp", '"cloud" must be "aws", "aliyun" or "local", got "gcp".'],
    [
      "a name that every object has",
      "constructor",
      '"cloud" must be "aws", "aliyun" or "local", got "constructor".',
    ],
    [
      "a cloud that is known only later",
      pulumi.output("aws"),
      '"cloud" must be "aws", "aliyun" or "local", got an Output.',
    ],
    ["a list of clouds", ["aws"], '"cloud" must be "aws", "aliyun" or "local", got a list.'],
    ["an object", Object.create(null), '"cloud" must be "aws", "aliyun" or "local", got an object.'],
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

  const packages: [cloud: "aws" | "aliyun", name: string][] = [
    ["aws", "@pulumi/aws"],
    ["aliyun", "@pulumi/alicloud"],
  ];
  for (const [cloud, name] of packages) {
    it(`says which package ${cloud} needs, when it is not installed`, () => {
      withoutPackage(name, () => {
        assert.throws(() => adapterFor("api", { cloud }), {
          message: `GoServerlessFunction "api" cannot be deployed:\n  "cloud" ${cloud} needs the package ${name}. Install it: npm install ${name}.`,
        });
      });
      assert.equal(adapterFor("api", { cloud }).name, cloud);
    });
  }

  it("needs no package of a cloud that is not chosen", () => {
    withoutPackage("@pulumi/aws", () => assert.equal(adapterFor("api", { cloud: "aliyun" }).name, "aliyun"));
    withoutPackage("@pulumi/alicloud", () => assert.equal(adapterFor("api", { cloud: "aws" }).name, "aws"));
  });

  it("shows another failure to load a cloud as it is", () => {
    withoutPackage("croner", () => {
      assert.throws(() => adapterFor("api", { cloud: "aws" }), /^Error: Cannot find module 'croner'/);
    });
  });
});
