import assert from "node:assert/strict";
import { cpuBand } from "../../../providers/aliyun/cpu.js";
import { limits } from "../../../providers/aliyun/limits.js";
import { facts } from "../../standins/aliyun/facts.js";
import type { Property, ResourceFacts, Rule } from "../../standins/facts.js";

/** What the provider refuses of `a.b` of a resource. It takes more than the service in places, and never less. */
function ruleOf(type: string, path: string): Rule {
  const [first = "", ...inner] = path.split(".");
  let property: Property | undefined = (facts[type] as ResourceFacts).properties[first];
  for (const name of inner) property = property?.nested?.[name];
  return property?.validation ?? {};
}

const functionType = "alicloud:fc/v3Function:V3Function";
const provisionType = "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig";

describe("the limits of aliyun, held against what is known of the provider", () => {
  it("end at the same time of a call", () => {
    assert.equal(limits.timeoutSeconds.max, ruleOf(functionType, "timeout").max);
  });

  it("end at the same memory, and begin where the service does", () => {
    assert.equal(limits.memoryMb.max, ruleOf(functionType, "memorySize").max);
    assert.deepEqual([limits.memoryMb.min, limits.memoryMb.multipleOf], [128, 64]);
  });

  it("have the same least and most CPU, at the ends of the memory", () => {
    const { min, max } = ruleOf(functionType, "cpu");
    assert.equal(cpuBand(limits.memoryMb.min).min, min);
    assert.equal(cpuBand(limits.memoryMb.max).max, max);
  });

  it("begin at the same disk, of which there are two", () => {
    assert.equal(limits.tmpDiskMb.min, ruleOf(functionType, "diskSize").min);
    assert.deepEqual(limits.tmpDiskMb.oneOf, [512, 10_240]);
  });

  it("end at the same number of calls in one instance", () => {
    assert.equal(limits.requestsPerInstance.max, ruleOf(functionType, "instanceConcurrency").max);
  });

  it("are the same for ready instances, also by schedule", () => {
    const { min, max } = ruleOf(provisionType, "target");
    assert.deepEqual(limits.warmInstances, { min, max });
    assert.deepEqual(limits.scheduledInstances, { min, max });
  });
});
