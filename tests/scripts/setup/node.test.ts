import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Sandbox, scripts } from "../sandbox.js";

const setupOn = (version: string) => `
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });
  require(scripts + "/setup.js");
`;

describe("scripts/setup on an old Node", () => {
  const sandbox = new Sandbox();

  for (const version of ["12.22.12", "20.18.3"]) {
    it(`refuses ${version} in one sentence`, async () => {
      assert.deepEqual(await sandbox.run(setupOn(version)), {
        status: 1,
        stdout: "",
        stderr: `Node 20.19.0 or newer is needed, found ${version}. Get it from https://nodejs.org.\n`,
      });
    });
  }

  for (const file of ["setup.js", "setup/node.js", "setup/version.js"]) {
    it(`gets there: ${file} begins with what Node 12 can read`, () => {
      const [reached = ""] = readFileSync(join(scripts, file), "utf8").split("const { checkGo }");
      assert.doesNotMatch(reached, /\?\.|\?\?|"node:|\bimport\(/);
    });
  }
});
