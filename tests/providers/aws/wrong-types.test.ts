import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../../../providers/aws/index.js";
import { refusalsOf } from "../refusals-of.js";
import { type Right, refusesWrongPortableTypes, refusesWrongTypes } from "../wrong-types.js";

/** Where a value is right after all: null is what is not given, and AWS sees what is known only later. */
const later = [
  "role",
  "inlinePolicy",
  "permissionsBoundary",
  "kmsKeyArn",
  "logs.kmsKeyArn",
  "bucket",
  "deadLetterArn",
  "async.onSuccessArn",
  "async.onFailureArn",
  "smoke.payload",
  "vpc.subnetIds",
  "vpc.securityGroupIds",
];
const thresholds = ["alarms.errors", "alarms.throttles", "alarms.spillovers"];
const lists = ["policies", "layers", "alarms.actionArns"];
const right: Right = {
  null: [...lists, "tracing", "logs.format", "async.maxRetries", "async.maxAgeSeconds", ...thresholds],
  "a number": [...thresholds, "rollout.percent"],
  "a text": ["bucket"],
  true: ["tracing", "vpc.ipv6"],
  "an empty list": lists,
  "an empty object": ["", "logs", "async", "alarms"],
  "an Output": later,
  "a promise": later,
  "a list of an Output": ["policies", "layers", "alarms.actionArns", "vpc.subnetIds", "vpc.securityGroupIds"],
};

const beside = {
  vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
  rollout: { percent: 10, previousVersion: "41" },
};

describe("values of a wrong type on aws", () => {
  refusesWrongTypes(aws, { beside, right });

  refusesWrongPortableTypes(aws, {}, { maxConcurrency: 100, aws: { rollout: beside.rollout } });

  it("are refused in the words for any section", () => {
    assert.deepEqual(refusalsOf({ entry: ".", aws: null }, aws), ['"aws" must be an object, got null.']);
    assert.deepEqual(refusalsOf({ entry: ".", aws: { vpc: pulumi.output({}) } }, aws), [
      '"aws.vpc" must be an object, got an Output.',
    ]);
  });
});
