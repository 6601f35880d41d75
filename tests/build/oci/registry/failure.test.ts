import assert from "node:assert/strict";
import { PassingError, toFailure } from "../../../../build/oci/registry/failure.js";

describe("toFailure", () => {
  const cases: [code: string, message: string, passes: boolean][] = [
    [
      "ECONNREFUSED",
      "The registry r.io cannot be reached (ECONNREFUSED). Check that it runs, and the network.",
      true,
    ],
    ["EPIPE", "The connection to the registry r.io was lost (EPIPE). Try again later.", true],
    ["ENOTFOUND", "The registry r.io was not found. Check its name.", false],
    [
      "EPROTO",
      "The registry r.io does not speak TLS, and plain HTTP is for loopback alone. Set up TLS there.",
      false,
    ],
    [
      "CERT_HAS_EXPIRED",
      "The certificate of the registry r.io is not trusted (CERT_HAS_EXPIRED). Give the certificate authority that signed it.",
      false,
    ],
    ["EACCES", "The registry r.io cannot be reached (EACCES). Check that it runs, and the network.", false],
  ];
  for (const [code, message, passes] of cases) {
    it(`says what ${code} means, which ${passes ? "may pass" : "does not pass"}`, () => {
      const cause = Object.assign(new Error("secret"), { code });
      const failure = toFailure(cause, "r.io");
      assert.ok(failure instanceof Error);
      assert.deepEqual([failure.message, failure.cause], [message, cause]);
      assert.equal(failure instanceof PassingError, passes);
    });
  }
});
