import assert from "node:assert/strict";
import { noProvision, Provision } from "./aliyun/provision.js";
import { checkProvision } from "./aliyun/provision-checks.js";
import { Customer, words } from "./aliyun-customer.js";
import { action, local, policy, utc } from "./aliyun-settings.js";
import type { Props } from "./wire.js";

describe("what Aliyun provisions no instances for", () => {
  const customer = new Customer();

  const wrong: [title: string, qualifier: string, changes: Props, message: string][] = [
    [
      "a version",
      "1",
      { target: 1 },
      "InvalidArgument: qualifier '1' is a version; provisioned instances are for an alias or LATEST",
    ],
    [
      "an alias that is not there",
      "next",
      { target: 1 },
      "AliasNotFound: alias 'next' of function 'api' does not exist",
    ],
    [
      "a cron expression of five fields",
      "LATEST",
      { scheduledActions: [{ ...action, scheduleExpression: "cron(0 8 * * *)" }] },
      "InvalidArgument: scheduleExpression 'cron(0 8 * * *)' of scheduled action 'morning' must be cron() with 6 fields, or at()",
    ],
    [
      "a UTC time with a time zone",
      "LATEST",
      { scheduledActions: [{ ...action, timeZone: "Asia/Shanghai" }] },
      "InvalidArgument: startTime '2020-01-01T00:00:00Z' of 'morning' must be a time and not end with Z with a timeZone",
    ],
    [
      "a local time without a time zone",
      "LATEST",
      { scheduledActions: [{ ...action, ...local, timeZone: undefined }] },
      "InvalidArgument: startTime '2020-01-01T00:00:00' of 'morning' must be a time and end with Z without a timeZone",
    ],
    [
      "an action without times",
      "LATEST",
      { scheduledActions: [{ ...action, startTime: undefined }] },
      "InvalidArgument: startTime '' of 'morning' must be a time and end with Z without a timeZone",
    ],
    [
      "a time zone that is none",
      "LATEST",
      { scheduledActions: [{ ...action, ...local, timeZone: "Mars/Olympus" }] },
      "InvalidArgument: timeZone 'Mars/Olympus' of 'morning' is unknown",
    ],
    [
      "times in the wrong order",
      "LATEST",
      { scheduledActions: [{ ...action, startTime: utc.endTime, endTime: utc.startTime }] },
      "InvalidArgument: endTime of 'morning' must be after its startTime",
    ],
    [
      "actions of one name",
      "LATEST",
      { scheduledActions: [action, action] },
      "InvalidArgument: the names of scheduledActions must differ",
    ],
    [
      "an action without a name",
      "LATEST",
      { scheduledActions: [{ ...action, name: undefined }] },
      "InvalidArgument: each of scheduledActions must have a name",
    ],
    [
      "too high a target of an action",
      "LATEST",
      { scheduledActions: [{ ...action, target: 10_001 }] },
      "InvalidArgument: target 10001 of scheduled action 'morning' must be between 0 and 10000",
    ],
    [
      "a metric that is none",
      "LATEST",
      { targetTrackingPolicies: [{ ...policy, metricType: "Load" }] },
      "InvalidArgument: metricType 'Load' of target tracking policy 'scale' must be one of ProvisionedConcurrencyUtilization, CPUUtilization, GPUMemUtilization",
    ],
    [
      "a metric's target in percent",
      "LATEST",
      { targetTrackingPolicies: [{ ...policy, metricTarget: 60 }] },
      "InvalidArgument: metricTarget 60 of target tracking policy 'scale' must be in (0, 1]",
    ],
    [
      "a policy without bounds",
      "LATEST",
      { targetTrackingPolicies: [{ ...policy, minCapacity: undefined }] },
      "InvalidArgument: minCapacity 0 and maxCapacity 4 of target tracking policy 'scale' must be 1 <= min <= max <= 10000",
    ],
  ];
  it("is a number that the provider would not send", async () => {
    await customer.function();
    const { settings } = noProvision;
    assert.throws(
      () => checkProvision(customer.api, "LATEST", new Provision({ ...settings, target: 10_001 })),
      {
        message: "target 10001 must be between 0 and 10000",
      },
    );
  });

  for (const [title, qualifier, changes, message] of wrong) {
    it(`is ${title}`, async () => {
      await customer.function();
      assert.equal(await words(customer.warm(qualifier, changes)), message);
      assert.deepEqual(customer.api.traffic.qualifiers, []);
    });
  }
});
