import assert from "node:assert/strict";
import { isPreflight, preflightHeaders, withCors } from "../../emulator/cors.js";
import type { CorsConfig } from "../../emulator/index.js";

const rules: CorsConfig = {
  allowOrigins: ["https://shop.example", "http://localhost:3000"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["x-token"],
  exposeHeaders: ["x-total"],
  allowCredentials: false,
  maxAgeSeconds: 600,
};

describe("isPreflight", () => {
  const asked = { origin: "https://shop.example", "access-control-request-method": "POST" };
  const cases = [
    { title: "takes a browser's question for one", method: "OPTIONS", headers: asked, is: true },
    {
      title: "leaves OPTIONS without a question to the function",
      method: "OPTIONS",
      headers: { origin: "x" },
      is: false,
    },
    { title: "leaves other methods to the function", method: "GET", headers: asked, is: false },
  ];
  for (const { title, method, headers, is } of cases) {
    it(title, () => assert.equal(isPreflight({ method, headers }), is));
  }
});

describe("preflightHeaders", () => {
  it("names what an allowed origin may do", () => {
    assert.deepEqual(preflightHeaders(rules, "http://localhost:3000"), [
      ...["access-control-allow-origin", "http://localhost:3000", "vary", "Origin"],
      ...["access-control-allow-methods", "GET,POST"],
      ...["access-control-allow-headers", "x-token"],
      ...["access-control-max-age", "600"],
    ]);
  });

  it("says nothing to another origin", () => {
    assert.deepEqual(preflightHeaders(rules, "https://evil.example"), []);
  });

  it("leaves out what the rules leave open", () => {
    const open = { ...rules, allowOrigins: ["*"], allowMethods: [], allowHeaders: [], maxAgeSeconds: 0 };
    assert.deepEqual(preflightHeaders(open, "https://any.example"), ["access-control-allow-origin", "*"]);
  });
});

describe("withCors", () => {
  it("replaces the headers that the function gave", () => {
    const headers = ["content-type", "text/plain", "Access-Control-Allow-Origin", "*"];
    assert.deepEqual(withCors(headers, rules, "https://shop.example"), [
      ...["content-type", "text/plain"],
      ...["access-control-allow-origin", "https://shop.example", "vary", "Origin"],
      ...["access-control-expose-headers", "x-total"],
    ]);
  });

  it("names the origin rather than any when credentials are allowed", () => {
    const open = { ...rules, allowOrigins: ["*"], allowCredentials: true, exposeHeaders: [] };
    assert.deepEqual(withCors([], open, "https://any.example"), [
      ...["access-control-allow-origin", "https://any.example", "vary", "Origin"],
      ...["access-control-allow-credentials", "true"],
    ]);
  });

  it("adds nothing for a request from no other origin", () => {
    assert.deepEqual(withCors(["x-a", "1"], rules, undefined), ["x-a", "1"]);
  });
});
