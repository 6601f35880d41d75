import assert from "node:assert/strict";
import { checkOlder } from "../../providers/rollout.js";

describe("checkOlder", () => {
  const same: [previous: string, newest: string][] = [
    ["42", "42"],
    ["43", "42"],
    ["100", "42"],
  ];
  for (const [previous, newest] of same) {
    it(`refuses version ${previous} beside ${newest}, which is not newer`, () => {
      assert.throws(() => checkOlder("aws", previous, newest), {
        message: `"aws.rollout.previousVersion" must be older than the newest version, 42, got "${previous}". The output "version" named it before.`,
      });
    });
  }

  it("compares versions as numbers", () => {
    assert.equal(checkOlder("aliyun", "9", "10"), "10");
  });
});
