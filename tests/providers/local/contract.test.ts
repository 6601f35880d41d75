import assert from "node:assert/strict";
import { contractOf } from "../../../providers/local/contract.js";

describe("contractOf", () => {
  const cases: [title: string, dependencies: string[], contract: string][] = [
    ["a program on aws-lambda-go", ["github.com/aws/aws-lambda-go@v1.54.0"], "lambda"],
    [
      "a program on the goserverless runtime",
      ["github.com/goserverless/goserverless/runtime@v0.1.0"],
      "lambda",
    ],
    ["a program on the standard library", [], "fc"],
    ["a program that only names one alike", ["github.com/aws/aws-lambda-go-api-proxy@v1.0.0"], "fc"],
  ];
  for (const [title, dependencies, contract] of cases) {
    it(`takes ${title} for ${contract}`, () => {
      const binary = {
        sha256: "",
        bytes: 0,
        static: true,
        goVersion: "go1.26.8",
        module: "example.com/shop",
        dependencies,
      };
      assert.equal(contractOf(binary), contract);
    });
  }
});
