import assert from "node:assert/strict";
import { declareChanges } from "./declare.js";

describe("the URL of a function on aws", () => {
  const everybody = { function: "shop-prod-api-1234567", qualifier: "live", principal: "*" };
  const permissions = {
    "aws:lambda/permission:Permission shop-prod-api-url": {
      ...everybody,
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "NONE",
    },
    "aws:lambda/permission:Permission shop-prod-api-invoke": {
      ...everybody,
      action: "lambda:InvokeFunction",
      invokedViaFunctionUrl: true,
    },
  };

  it("has both permissions that a public one needs, for the alias, under names of AWS's choice (trap 6)", async () => {
    assert.deepEqual(await declareChanges({ http: { auth: "none" } }), {
      "aws:lambda/functionUrl:FunctionUrl shop-prod-api": { authorizationType: "NONE" },
      ...permissions,
    });
  });

  it("streams, and has rules for other origins", async () => {
    const cors = {
      allowOrigins: ["https://example.com"],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["content-type"],
      exposeHeaders: ["etag"],
      allowCredentials: true,
      maxAgeSeconds: 86_400,
    };
    assert.deepEqual(await declareChanges({ http: { auth: "none", stream: true, cors } }), {
      "aws:lambda/function:Function shop-prod-api": {
        environment: { variables: { GOSERVERLESS_HTTP_STREAM: "1" } },
      },
      "aws:lambda/functionUrl:FunctionUrl shop-prod-api": {
        authorizationType: "NONE",
        invokeMode: "RESPONSE_STREAM",
        cors: {
          allowOrigins: ["https://example.com"],
          allowMethods: ["GET", "POST"],
          allowHeaders: ["content-type"],
          exposeHeaders: ["etag"],
          allowCredentials: true,
          maxAge: 86_400,
        },
      },
      ...permissions,
    });
  });

  it("needs no permission where callers sign", async () => {
    assert.deepEqual(await declareChanges({ http: { auth: "iam" } }), {});
  });
});
