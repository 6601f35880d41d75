import assert from "node:assert/strict";
import { loadSdk } from "../../../evidence/calls/load-sdk.js";

describe("loadSdk", () => {
  it("answers what was loaded", () =>
    assert.equal(
      loadSdk("aws", () => 5),
      5,
    ));

  it("names the package that is not installed", () => {
    const missing = "@aws-sdk/client-nothing";
    assert.throws(() => loadSdk("aws", () => require(missing)), {
      name: "EvidenceError",
      message:
        "Measuring on aws needs the package @aws-sdk/client-nothing. Install it: npm install @aws-sdk/client-nothing.",
    });
  });

  it("passes every other failure on", () => {
    const broken = new Error("out of memory");
    const load = (): never => {
      throw broken;
    };
    assert.throws(() => loadSdk("aws", load), broken);
  });
});
