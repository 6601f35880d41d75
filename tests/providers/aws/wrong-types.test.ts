import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../../../providers/aws/index.js";
import { refusalsOf } from "../refusals-of.js";

const wrong: Readonly<Record<string, unknown>> = {
  null: null,
  "a number": 5,
  "a text": "words",
  true: true,
  "an empty list": [],
  "a list of null": [null],
  "an empty object": {},
  "a function": () => 1,
  "an Output": pulumi.output("words"),
  "a promise": Promise.resolve("words"),
};

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
const right: Readonly<Record<string, readonly string[]>> = {
  null: [...lists, "tracing", "logs.format", "async.maxRetries", "async.maxAgeSeconds", ...thresholds],
  "a number": [...thresholds, "rollout.percent"],
  "a text": ["bucket"],
  true: ["tracing", "vpc.ipv6"],
  "an empty list": lists,
  "an empty object": ["", "logs", "async", "alarms"],
  "an Output": later,
  "a promise": later,
};

/** What the other arguments of a section are, where they are required. */
const beside: Readonly<Record<string, object>> = {
  vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
  rollout: { percent: 10, previousVersion: "41" },
};

describe("values of a wrong type on aws", () => {
  for (const path of pathsOf(aws.ownArguments)) {
    const where = ["aws", ...path].join(".");
    it(`are refused in a sentence that names ${where}`, () => {
      for (const [what, value] of Object.entries(wrong)) {
        const sentences = refusalsOf({ entry: ".", aws: at(path, value) }, aws);
        const isRight = right[what]?.includes(path.join("."));
        assert.equal(sentences.length === 0, isRight ?? false, `${what}: ${sentences.join("\n")}`);
        for (const sentence of sentences) {
          assert.ok(sentence.startsWith(`"${where}`), sentence);
          assert.match(sentence, / must .+\.$/);
        }
      }
    });
  }

  it("are refused in the words for any section", () => {
    assert.deepEqual(refusalsOf({ entry: ".", aws: null }, aws), ['"aws" must be an object, got null.']);
    assert.deepEqual(refusalsOf({ entry: ".", aws: { vpc: pulumi.output({}) } }, aws), [
      '"aws.vpc" must be an object, got an Output.',
    ]);
  });

  const portable = [
    "warm",
    "warm.instances",
    "warm.autoscale",
    "warm.autoscale.max",
    "warm.schedules",
    "http",
    "http.auth",
    "http.cors",
    "http.cors.allowOrigins",
    "http.stream",
    "logs",
    "logs.retentionDays",
    "build",
    "build.tags",
    "build.env",
    "budgets",
    "environment",
    "tags",
    "maxConcurrency",
    "memoryMb",
    "entry",
    "packaging",
  ];
  for (const path of portable) {
    it(`never end in another error in ${path}, also beside a rollout`, () => {
      const own = { rollout: { percent: 10, previousVersion: "41" } };
      for (const value of [...Object.values(wrong), [wrong["an Output"]]])
        refusalsOf({ entry: ".", aws: own, ...at(path.split("."), value) }, aws);
    });
  }
});

function at(path: readonly string[], value: unknown): object {
  const [first, ...rest] = path;
  if (first === undefined) return value as object;
  const inner = at(rest, value);
  return { [first]: rest.length === 0 ? inner : { ...beside[first], ...inner } };
}

/** The section itself, and all that it has. */
function pathsOf(known: object, prefix: readonly string[] = []): string[][] {
  const inside = Object.entries(known).filter(([, row]) => typeof row !== "string");
  return [
    [...prefix],
    ...inside.flatMap(([key, row]) =>
      row === true ? [[...prefix, key]] : pathsOf(row as object, [...prefix, key]),
    ),
  ];
}
