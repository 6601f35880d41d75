import assert from "node:assert/strict";
import { parseChallenge } from "../../../../build/oci/registry/challenge.js";

describe("parseChallenge", () => {
  const cases: [header: string, challenge: ReturnType<typeof parseChallenge>][] = [
    ['Basic realm="a \\"b\\", c"', { scheme: "basic", parameters: { realm: 'a "b", c' } }],
    ["BEARER Realm=x, service = y", { scheme: "bearer", parameters: { realm: "x", service: "y" } }],
    [
      'Basic realm="a", Bearer realm="https://b/?c=d,e",scope="repository:x:pull,push"',
      { scheme: "bearer", parameters: { realm: "https://b/?c=d,e", scope: "repository:x:pull,push" } },
    ],
    ["Negotiate", undefined],
    ["", undefined],
  ];
  for (const [header, challenge] of cases) {
    it(`reads ${JSON.stringify(header)}`, () => assert.deepEqual(parseChallenge(header), challenge));
  }
});
