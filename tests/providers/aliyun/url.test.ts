import assert from "node:assert/strict";
import { declare, declareChanges } from "./declare.js";

const trigger = "alicloud:fc/v3Trigger:V3Trigger shop-prod-api";
const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];

describe("the URL of a function on aliyun", () => {
  it("answers everybody where that is asked for", async () => {
    assert.deepEqual(await declareChanges({ http: { auth: "none" } }), {
      [trigger]: { triggerConfig: { authType: "anonymous", methods, disableURLInternet: false } },
    });
  });

  it("asks for a signature otherwise", async () => {
    assert.deepEqual(await declareChanges({ http: { auth: "iam" } }), {});
  });

  it("has rules for other origins", async () => {
    const cors = {
      allowOrigins: ["https://example.com"],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["content-type"],
      exposeHeaders: ["etag"],
      allowCredentials: true,
      maxAgeSeconds: 86_400,
    };
    assert.deepEqual(await declareChanges({ http: { auth: "none", cors } }), {
      [trigger]: {
        triggerConfig: {
          authType: "anonymous",
          methods,
          disableURLInternet: false,
          corsConfig: {
            allowOrigins: ["https://example.com"],
            allowMethods: ["GET", "POST"],
            allowHeaders: ["content-type"],
            exposeHeaders: ["etag"],
            allowCredentials: true,
            maxAge: 86_400,
          },
        },
      },
    });
  });

  it("streams, which the program is told of", async () => {
    assert.deepEqual(await declareChanges({ http: { stream: true } }), {
      "alicloud:fc/v3Function:V3Function shop-prod-api": {
        environmentVariables: { GOSERVERLESS_HTTP_STREAM: "1" },
      },
    });
  });

  it("ends with one slash, whatever the service says", async () => {
    for (const urlInternet of [
      "https://abc.fcapp.run",
      "https://abc.fcapp.run/",
      "https://abc.fcapp.run//",
    ]) {
      const answers = () => ({ httpTrigger: { urlInternet } });
      assert.equal((await declare({}, { answers })).outputs["url"], "https://abc.fcapp.run/");
    }
  });

  for (const alias of [undefined, "live"]) {
    it(`trap 10: is of ${alias ?? "LATEST"} in all deployments, never of a version`, async () => {
      const deployments: Parameters<typeof declare>[] = [
        [{ aliyun: { alias } }],
        [{ memoryMb: 512, aliyun: { alias } }, { built: { sha256: "beef".repeat(16) } }],
        [{ warm: { instances: 1 }, aliyun: { alias } }],
      ];
      for (const deployment of deployments) {
        const { inputs } = await declare(...deployment);
        const { qualifier, triggerName, triggerType } = inputs[trigger] ?? {};
        assert.deepEqual([qualifier, triggerName, triggerType], [alias ?? "LATEST", "http", "http"]);
      }
    });
  }

  it("section 8: has all keys written down that the service would add", async () => {
    const { inputs } = await declare();
    assert.deepEqual(Object.keys(inputs[trigger]?.["triggerConfig"] ?? {}).sort(), [
      "authType",
      "disableURLInternet",
      "methods",
    ]);
  });
});
