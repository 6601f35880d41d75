import assert from "node:assert/strict";
import { aliyunCredentials } from "../../../evidence/calls/aliyun-credentials.js";

const provider = { ALICLOUD_ACCESS_KEY: "id", ALICLOUD_SECRET_KEY: "secret" };
const sdk = { ALIBABA_CLOUD_ACCESS_KEY_ID: "sdk-id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "sdk-secret" };

const cases = [
  ["the provider's names", provider, { accessKeyId: "id", accessKeySecret: "secret" }],
  [
    "a token of temporary ones",
    { ...provider, ALICLOUD_SECURITY_TOKEN: "token" },
    { accessKeyId: "id", accessKeySecret: "secret", securityToken: "token" },
  ],
  ["the SDK's names", sdk, { accessKeyId: "sdk-id", accessKeySecret: "sdk-secret" }],
  ["the provider's names first", { ...sdk, ...provider }, { accessKeyId: "id", accessKeySecret: "secret" }],
  [
    "no halves of two pairs",
    { ...sdk, ALICLOUD_ACCESS_KEY: "id" },
    { accessKeyId: "sdk-id", accessKeySecret: "sdk-secret" },
  ],
] as const;

describe("aliyunCredentials", () => {
  for (const [what, environment, expected] of cases) {
    it(`takes ${what}`, () => assert.deepEqual(aliyunCredentials(environment), expected));
  }

  for (const environment of [{}, { ALICLOUD_ACCESS_KEY: "id" }, { ...provider, ALICLOUD_SECRET_KEY: "" }]) {
    it(`says which variables are missing with ${JSON.stringify(Object.keys(environment))}`, () => {
      assert.throws(() => aliyunCredentials(environment), {
        name: "EvidenceError",
        message:
          "There are no credentials for aliyun. Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, and ALICLOUD_SECURITY_TOKEN if they are temporary.",
      });
    });
  }
});
