import assert from "node:assert/strict";
import { Customer } from "./aliyun-customer.js";
import { refusal } from "./customer.js";
import { NotReady } from "./provider.js";

const action = {
  name: "morning",
  scheduleExpression: "cron(0 0 8 * * *)",
  target: 3,
  startTime: "2030-01-01T00:00:00Z",
  endTime: "2040-01-01T00:00:00Z",
};
const sentAction = `{"endTime":"2040-01-01T00:00:00Z","name":"morning","scheduleExpression":"cron(0 0 8 * * *)","startTime":"2030-01-01T00:00:00Z","target":3,"timeZone":""}`;

/** What was seen with the real provider in front of stubs of the service. */
describe("the requests of Aliyun's provider for provisioned instances", () => {
  const customer = new Customer();
  const requests = () => customer.requests();
  beforeEach(async () => {
    await customer.function();
    await customer.version();
    await customer.alias();
    requests();
  });
  const flags = { alwaysAllocateCpu: false, alwaysAllocateGpu: false };

  it("send the qualifier with PUT, and not with GET", async () => {
    await customer.warm("LATEST", { target: 1, scheduledActions: [action] });
    assert.deepEqual(requests(), [
      `PUT /api/provision-config?qualifier=LATEST {"functionName":"api","scheduledActions":[${sentAction}],"target":1}`,
      "GET /api/provision-config",
    ]);
  });

  it("send a changed target without the schedules", async () => {
    const warm = await customer.warm("LATEST", { ...flags, target: 1, scheduledActions: [action] });
    requests();
    await customer.update("V3ProvisionConfig", warm, { target: 2 });
    assert.deepEqual(requests(), [
      'PUT /api/provision-config?qualifier=LATEST {"functionName":"api","target":2}',
      "GET /api/provision-config",
    ]);
  });

  it("send empty lists and zeros for what was removed", async () => {
    const warm = await customer.warm("LATEST", { ...flags, target: 1, scheduledActions: [action] });
    requests();
    await customer.update("V3ProvisionConfig", warm, { target: undefined, scheduledActions: undefined });
    assert.deepEqual(requests(), [
      'PUT /api/provision-config?qualifier=LATEST {"functionName":"api","scheduledActions":[],"target":0}',
      "GET /api/provision-config",
    ]);
  });

  it("turn the CPU off once when nothing was said of it", async () => {
    customer.rules = { provisionPut: "merge" };
    const warm = await customer.warm();
    requests();
    const second = await customer.update("V3ProvisionConfig", warm, {});
    assert.deepEqual(requests(), [
      'PUT /api/provision-config?qualifier=LATEST {"alwaysAllocateCPU":false,"alwaysAllocateGPU":false,"functionName":"api"}',
      "GET /api/provision-config",
    ]);
    await customer.update("V3ProvisionConfig", second, {});
    assert.deepEqual(requests(), ["GET /api/provision-config"]);
  });

  it("repeat themselves for an alias, whose values are never read", async () => {
    customer.rules = { defaultProvision: "zero" };
    const warm = await customer.warm("live", {
      ...flags,
      alwaysAllocateCpu: true,
      alwaysAllocateGpu: true,
      target: 1,
    });
    assert.equal(warm.outputs["target"], 0);
    requests();
    for (let time = 0; time < 2; time++) {
      const again = await customer.update("V3ProvisionConfig", warm, {});
      assert.equal(again.outputs["target"], 0);
      assert.deepEqual(requests(), [
        'PUT /api/provision-config?qualifier=live {"functionName":"api","target":1}',
        "GET /api/provision-config",
      ]);
    }
  });

  it("fail for an alias when nothing is on LATEST, and leave its instances unmanaged", async () => {
    const failure = await customer.warm("live").catch((error: unknown) => error);
    assert.ok(failure instanceof NotReady);
    const warm = {
      id: failure.id,
      inputs: { ...failure.properties, __defaults: [] },
      outputs: failure.properties,
    };
    requests();
    assert.equal(
      await refusal(customer.update("V3ProvisionConfig", warm, {})),
      `Resource provider reported that the resource did not exist while updating ${customer.urn("V3ProvisionConfig")}.\n\nThis is usually a result of the resource having been deleted outside of Pulumi, and can often be fixed by running \`pulumi refresh\` before updating.`,
    );
    assert.deepEqual(requests(), ["GET /api/provision-config"]);
    assert.equal(await customer.refresh("V3ProvisionConfig", warm), undefined);
    assert.equal(customer.api.traffic.provision("live")?.effective, 1);
  });

  it("send nothing for another qualifier", async () => {
    const warm = await customer.warm("LATEST", { ...flags, target: 1 });
    requests();
    await customer.update("V3ProvisionConfig", warm, { qualifier: "live" });
    assert.deepEqual(requests(), ["GET /api/provision-config"]);
    assert.deepEqual(customer.api.traffic.qualifiers, ["LATEST"]);
  });

  it("end with a DELETE of the qualifier that the state knows", async () => {
    const warm = await customer.warm("LATEST", { ...flags, target: 1 });
    requests();
    await customer.remove("V3ProvisionConfig", warm);
    assert.deepEqual(requests(), ["DELETE /api/provision-config?qualifier=LATEST"]);
  });
});
