import assert from "node:assert/strict";
import { isLoopback } from "../../../../build/oci/registry/loopback.js";

describe("isLoopback", () => {
  const cases: [host: string, is: boolean][] = [
    ["localhost", true],
    ["127.0.0.1", true],
    ["127.255.0.9", true],
    ["[::1]", true],
    ["127.0.0.1.example.com", false],
    ["localhost.example.com", false],
    ["10.0.0.1", false],
    ["[::2]", false],
  ];
  for (const [host, is] of cases) {
    it(`${is ? "takes" : "does not take"} ${host} for this machine`, () =>
      assert.equal(isLoopback(new URL(`https://${host}`).hostname), is));
  }
});
