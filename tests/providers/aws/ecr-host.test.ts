import assert from "node:assert/strict";
import { registryIdOf } from "../../../providers/aws/ecr-host.js";

describe("registryIdOf", () => {
  const repositories = [
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/shop",
  ];
  for (const repository of repositories)
    it(`is the account of ${repository}`, () => assert.equal(registryIdOf(repository), "123456789012"));

  const others = [
    "registry.example.com/shop/api",
    "public.ecr.aws/shop/api",
    "example.com/123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop",
    "12345.dkr.ecr.eu-west-1.amazonaws.com/shop",
  ];
  for (const repository of others)
    it(`is nobody's to tell for ${repository}, which the token of ECR would be sent to`, () =>
      assert.throws(() => registryIdOf(repository), {
        message: `"image.repository" must be in Amazon ECR, "<account>.dkr.ecr.<region>.amazonaws.com/name", got "${repository}".`,
      }));
});
