import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { gateForEach } from "../emulator/gate.js";
import { eventually } from "../emulator/harness.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";

const name = "shop-dev-api";
const instances = 2;

describe("ready instances on Aliyun", function () {
  this.timeout(240_000);
  const gate = gateForEach();
  let shop: AliyunProject;
  let artifact: string;

  buildFixtures("fc");
  before(async () => {
    shop = await AliyunProject.start();
    shop.aliyun.addBucket("code");
    artifact = (await fixtureZip("fc")).zip;
  });
  after(() => shop.stop());

  const declared = (args: Args, own: AliyunArgs = {}): Args => ({
    entry: undefined,
    artifact,
    warm: { instances },
    ...args,
    aliyun: { bucket: "code", ...own },
  });
  const traffic = () => shop.aliyun.account.function(name).traffic;
  const looks = () => shop.aliyun.calls.filter(({ action }) => action === "fc:GetProvisionConfig").length;

  it("are waited for by an up, which looks until they are there", async () => {
    await shop.up(declared({ warm: undefined }));
    const up = shop.up(declared({ environment: { INIT: gate().url } }));
    await gate().arrived(instances);
    // Those of the resources themselves, and two of the wait.
    await eventually(() => looks() >= 4, "it has looked twice");
    gate().open();
    await up;
    assert.deepEqual(traffic().ready("LATEST"), { LATEST: instances });
  });

  it("are waited for again when other code or another configuration comes", async () => {
    const up = shop.up(declared({ environment: { INIT: gate().url, EDITION: "2" } }));
    await gate().arrived(instances);
    await eventually(() => looks() >= 2, "it has looked twice");
    gate().open();
    await up;
    assert.deepEqual(shop.calls, [`fc:UpdateFunction ${name}`]);
    assert.deepEqual(traffic().ready("LATEST"), { LATEST: instances });
  });

  it("fail the up when they do not start, with what Function Compute says of it", async () => {
    const output = await shop.failingUp(declared({ environment: { INIT: "crash" } }));
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    const says = "Runtime exited with error: exit status 3 (Runtime.ExitError). Its last lines on stderr:\n";
    const [, told = ""] = / error: .*?("api" has 0 of 2 .*?deploy again\.)\n/s.exec(diagnostics) ?? [];
    assert.equal(
      told.replace(/\d+ seconds/, "some seconds").replaceAll(/\n +/g, "\n"),
      `"api" has 0 of 2 warm instances ready after some seconds. Function Compute says: ${says}the database is not there. The log of the function has more; correct it and deploy again.`,
    );
    await shop.up(declared({}));
    assert.deepEqual(traffic().ready("LATEST"), { LATEST: instances });
  });

  for (const defaultProvision of ["none", "zero"] as const) {
    it(`trap 2: leave LATEST for an alias, and the next up is quiet when there is ${defaultProvision} by default`, async () => {
      shop.aliyun.account.rules.defaultProvision = defaultProvision;
      await shop.up(declared({}, { alias: "live" }));
      assert.equal(traffic().provision("LATEST")?.effective, 0);
      assert.equal(traffic().provision("live")?.effective, instances);
      await eventually(() => traffic().ready("LATEST")["LATEST"] === 0, "those of LATEST are gone");
      const ofAlias = () => Object.values(traffic().ready("live"));
      await eventually(() => isDeepStrictEqual(ofAlias(), [instances]), "those of the alias are there");
      assert.match(await shop.up(), /Resources:\n {4}\d+ unchanged\n/);
      assert.deepEqual(shop.writes, []);
    });

    it(`trap 2: leave an alias for LATEST, when there is ${defaultProvision} by default`, async () => {
      await shop.up(declared({}));
      assert.deepEqual(traffic().qualifiers, ["LATEST"]);
      assert.deepEqual(traffic().ready("LATEST"), { LATEST: instances });
      assert.match(await shop.up(), /Resources:\n {4}\d+ unchanged\n/);
      assert.deepEqual(shop.writes, []);
    });
  }
});
