import assert from "node:assert/strict";
import { call, eventually } from "../emulator/harness.js";
import { Customer, words } from "./aliyun-customer.js";
import { action, policy } from "./aliyun-settings.js";
import type { Props } from "./wire.js";

describe("provisioned instances on Aliyun", () => {
  const customer = new Customer();
  const environment = (INIT?: string) => ({ environmentVariables: { EDITION: "1", ...(INIT && { INIT }) } });
  beforeEach(async () => {
    customer.rules = { defaultProvision: "zero" };
    await customer.function(environment());
    await customer.version();
    await customer.alias();
  });
  const fn = () => ({
    id: "api",
    inputs: { ...customer.base, ...environment(), __defaults: [] },
    outputs: {},
  });
  /** As the API tells it. */
  async function answer(): Promise<Props> {
    const { outputs } =
      (await customer.aliyun.provider().read(customer.urn("V3ProvisionConfig"), "api", {})) ?? {};
    assert.ok(outputs);
    return outputs;
  }
  const current = (qualifier: string) => customer.api.traffic.current(qualifier);
  const change = (props: Props) => {
    const { urn } = customer;
    const olds = { ...fn().inputs };
    const type = urn.call(customer, "V3Function");
    return customer.aliyun.provider().update(type, "api", olds, { ...olds, ...props }, false);
  };

  it("are ready when the programs are", async () => {
    const warm = await customer.warm("LATEST", { target: 2 });
    assert.equal(warm.outputs["currentError"], "");
    await customer.event("event:ProvisionedInstancesReady api:LATEST=2");
    assert.equal((await answer())["current"], 2);
    await customer.aliyun.invoke("api", undefined, {});
    assert.deepEqual(await customer.coldness(1), [false]);
  });

  it("have what was left out by default", async () => {
    await customer.warm();
    const { alwaysAllocateCpu, alwaysAllocateGpu, scheduledActions, targetTrackingPolicies, target } =
      await answer();
    assert.deepEqual(
      [alwaysAllocateCpu, alwaysAllocateGpu, scheduledActions, targetTrackingPolicies, target],
      [true, true, [], [], 1],
    );
  });

  const puts: [rule: "replace" | "merge", scheduled: number][] = [
    ["replace", 0],
    ["merge", 1],
  ];
  for (const [provisionPut, scheduled] of puts) {
    it(`${provisionPut} what there is with what is sent, when the rules say so`, async () => {
      customer.rules = { provisionPut };
      const flags = { alwaysAllocateCpu: false, alwaysAllocateGpu: false };
      const warm = await customer.warm("LATEST", { ...flags, target: 1, scheduledActions: [action] });
      await customer.update("V3ProvisionConfig", warm, { target: 2 });
      const { target, scheduledActions, alwaysAllocateCpu } = await answer();
      assert.deepEqual(
        [target, (scheduledActions as unknown[]).length, alwaysAllocateCpu],
        [2, scheduled, provisionPut === "replace"],
      );
    });
  }

  it("tell why they do not start, and start once they can", async () => {
    await change({ environmentVariables: { EDITION: "1", INIT: "crash" } });
    await customer.warm();
    await customer.event("event:ProvisionedInstancesFailed api:LATEST=1");
    const { current: ready, currentError } = await answer();
    assert.equal(ready, 0);
    assert.match(
      String(currentError),
      /^Runtime exited with error: exit status 3 .*\nthe database is not there$/s,
    );
    await change({ environmentVariables: { EDITION: "2" } });
    await customer.event("event:ProvisionedInstancesReady api:LATEST=1");
    assert.equal((await answer())["currentError"], "");
  });

  it("wait for /initialize", async () => {
    const hooks = { instanceLifecycleConfig: { initializer: { handler: "initialize" } } };
    await change({ ...hooks, environmentVariables: { INITIALIZE: "500" } });
    await customer.warm();
    await customer.event("event:ProvisionedInstancesFailed api:LATEST=1");
    assert.match(String((await answer())["currentError"]), /POST \/initialize answered 500: no table is set/);
  });

  it("fit into what is reserved", async () => {
    await change({ environmentVariables: {}, instanceConcurrency: 2 });
    const reserve = (reservedConcurrency: number) =>
      customer.create("V3ConcurrencyConfig", { functionName: "api", reservedConcurrency });
    const message = (reserved: number, needed: number, instances: number) =>
      `InvalidArgument: reservedConcurrency ${reserved} is less than the ${needed} that ${instances} provisioned instances can have`;
    await reserve(4);
    assert.equal(await words(customer.warm("LATEST", { target: 3 })), message(4, 6, 3));
    await customer.warm("LATEST", { target: 2 });
    assert.equal(await words(reserve(3)), message(3, 4, 2));
    assert.equal(await words(change({ instanceConcurrency: 3 })), message(4, 6, 2));
  });

  it("follow scheduled actions when their time comes", async () => {
    await customer.warm("LATEST", { target: 1, scheduledActions: [action] });
    assert.equal((await answer())["target"], 1);
    customer.aliyun.runScheduledAction("api", "morning");
    await customer.event("event:ProvisionedInstancesReady api:LATEST=3");
    const { target, current: ready } = await answer();
    assert.deepEqual([target, ready], [3, 3]);
    customer.rules = { reportedTarget: "configured" };
    assert.equal((await answer())["target"], 1);
  });

  it("scale within a policy's bounds, which go before the target", async () => {
    await customer.warm("LATEST", { target: 1, targetTrackingPolicies: [policy] });
    await customer.event("event:ProvisionedInstancesReady api:LATEST=2");
    customer.aliyun.scale("api", "LATEST", 9);
    await customer.event("event:ProvisionedInstancesReady api:LATEST=4");
    customer.aliyun.scale("api", "LATEST", 0);
    assert.equal((await answer())["target"], 2);
  });

  it("neither scale without a policy nor follow an action that is not there", async () => {
    await customer.warm();
    assert.throws(() => customer.aliyun.scale("api", "LATEST", 2), {
      message: "No target tracking policy is on api:LATEST.",
    });
    assert.throws(() => customer.aliyun.runScheduledAction("api", "noon"), {
      message: "api has no scheduled action noon.",
    });
  });

  it("ignore a policy whose time is over", async () => {
    const endTime = "2020-02-01T00:00:00";
    await customer.warm("LATEST", { target: 1, targetTrackingPolicies: [{ ...policy, endTime }] });
    assert.equal((await answer())["target"], 1);
  });

  it("keep the function, and once more while they are going", async () => {
    const warm = await customer.warm();
    const message = "ProvisionConfigExist: function 'api' has provisioned instances";
    assert.equal(await words(customer.remove("V3Function", fn())), message);
    await customer.remove("V3ProvisionConfig", warm);
    assert.equal(await words(customer.remove("V3Function", fn())), message);
    await customer.remove("V3Function", fn());
    assert.deepEqual(customer.aliyun.account.contents, []);
  });

  it("keep the alias that they are of", async () => {
    await customer.warm("live");
    assert.equal(
      await words(customer.remove("V3Alias", { id: "api:live", outputs: {} })),
      "ProvisionConfigExist: alias 'live' has provisioned instances",
    );
  });

  const edition = async (url: string) => /EDITION=(\d)/.exec((await call(url, "/environment")).text)?.[1];

  it("serve with the new code at once when LATEST is handed over abruptly", async () => {
    await customer.warm();
    await customer.event("event:ProvisionedInstancesReady api:LATEST=1");
    const url = customer.localUrl(await customer.trigger());
    customer.aliyun.journal.clear();
    await change({ environmentVariables: { EDITION: "2" } });
    assert.equal(await edition(url), "2");
    await customer.event("event:ProvisionedInstancesReady api:LATEST=1");
  });

  it("serve with the old code until the new one is ready when LATEST is handed over smoothly", async () => {
    customer.rules = { latestHandover: "smooth" };
    await customer.warm();
    await customer.event("event:ProvisionedInstancesReady api:LATEST=1");
    const url = customer.localUrl(await customer.trigger());
    await change({ environmentVariables: { EDITION: "3", INIT: "crash" } });
    await customer.event("event:ProvisionedInstancesFailed api:LATEST=1");
    assert.equal(await edition(url), "1");
    await change({ environmentVariables: { EDITION: "2" } });
    await customer.event("event:TrafficMoved api:LATEST=LATEST");
    assert.equal(await edition(url), "2");
    assert.ok((await customer.coldness(2)).every((cold) => !cold));
  });

  describe("of an alias", () => {
    let url = "";
    beforeEach(async () => {
      await customer.warm("live");
      await customer.event("event:ProvisionedInstancesReady api:live=1");
      url = customer.localUrl(await customer.trigger({ qualifier: "live" }));
      await change({ environmentVariables: { EDITION: "2" } });
      await customer.version("second");
      customer.aliyun.journal.clear();
    });
    const move = (changes: Props) => {
      const olds = { functionName: "api", aliasName: "live", versionId: "1" };
      const type = customer.urn("V3Alias");
      return customer.aliyun.provider().update(type, "api:live", olds, { ...olds, ...changes }, false);
    };

    it("move smoothly: nobody waits", async () => {
      await move({ versionId: "2" });
      await customer.event("event:TrafficMoved api:live=2");
      assert.equal(await edition(url), "2");
      assert.deepEqual(await customer.coldness(1), [false]);
      assert.equal(await current("live"), 1);
    });

    it("leave the traffic where it is when the new version does not start", async () => {
      await change({ environmentVariables: { EDITION: "3", INIT: "crash" } });
      await customer.version("third");
      await move({ versionId: "3" });
      await customer.event("event:ProvisionedInstancesFailed api:live=1");
      assert.equal(await edition(url), "1");
      assert.match(String(customer.api.traffic.provision("live")?.error), /the database is not there/);
    });

    it("go at once when the rules say so", async () => {
      customer.rules = { aliasHandover: "abrupt" };
      await move({ versionId: "2" });
      assert.equal(await edition(url), "2");
      await customer.event("event:ProvisionedInstancesReady api:live=1");
    });

    it("are split by the weights", async () => {
      await customer.warm("live", { target: 4 });
      await move({ versionId: "2", additionalVersionWeight: { 1: 0.25 } });
      await customer.event("event:TrafficMoved api:live=2,1");
      const ready = async () =>
        Promise.all(["1", "2"].map((version) => customer.api.version(version).sandbox.ready()));
      await eventually(async () => String(await ready()) === "1,3", "the instances are split");
    });
  });
});
