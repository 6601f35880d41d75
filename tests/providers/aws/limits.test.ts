import assert from "node:assert/strict";
import { limits, maxLayers } from "../../../providers/aws/limits.js";
import { facts } from "../../standins/aws/facts.js";
import type { Property, ResourceFacts, Rule } from "../../standins/facts.js";

/** What the service says of `a.b` of a resource. */
function ruleOf(type: string, path: string): Rule & NonNullable<Property["serviceValidation"]> {
  const [first = "", ...inner] = path.split(".");
  let property = (facts[type] as ResourceFacts).properties[first];
  for (const name of inner) property = property?.nested?.[name];
  return { ...property?.serviceValidation, ...property?.validation };
}

const functionType = "aws:lambda/function:Function";
const range = ({ min, max }: { min?: number; max?: number }) => [min, max];

describe("the limits of aws, held against what is known of the service", () => {
  it("are the same for the time of a call", () => {
    assert.deepEqual(range(limits.timeoutSeconds), range(ruleOf(functionType, "timeout")));
  });

  it("are the same for the temporary disk", () => {
    assert.deepEqual(range(limits.tmpDiskMb), range(ruleOf(functionType, "ephemeralStorage.size")));
  });

  it("begin at the same memory, and end where standard functions do", () => {
    assert.deepEqual(range(limits.memoryMb), [ruleOf(functionType, "memorySize").min, 10_240]);
  });

  it("are the same for the number of layers", () => {
    assert.equal(maxLayers, ruleOf(functionType, "layers").maxItems);
  });

  it("are the same steps for logs, without the one that never ends", () => {
    const { enum: steps = [] } = ruleOf("aws:cloudwatch/logGroup:LogGroup", "retentionInDays");
    assert.deepEqual([0, ...(limits.logRetentionDays.oneOf ?? [])], steps);
  });

  it("are the same for the environment: its size, the names that are taken, the shortest name", () => {
    const { totalBytes, reservedKeys, keyPattern } = ruleOf(functionType, "environment.variables");
    assert.equal(limits.environmentBytes, totalBytes);
    assert.deepEqual(limits.reservedEnvironment, reservedKeys);
    const isName = (name: string) => new RegExp(`^(?:${keyPattern})$`).test(name);
    assert.ok(isName("A".repeat(limits.shortestEnvironmentName)));
    assert.ok(!isName("A".repeat(limits.shortestEnvironmentName - 1)));
  });
});
