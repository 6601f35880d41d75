import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { CloudTraits } from "../../providers/adapter.js";
import { refusalsOf } from "./refusals-of.js";

const wrong: Readonly<Record<string, unknown>> = {
  null: null,
  "a number": 5,
  "a text": "words",
  true: true,
  "an empty list": [],
  "a list of null": [null],
  // One without a prototype cannot even be computed with: that would be another error, as with a strict Output.
  "an empty object": Object.create(null),
  "a function": () => 1,
  "an Output": pulumi.output("words"),
  "a promise": Promise.resolve("words"),
  "a list of an Output": [pulumi.output("words")],
};

/** Where values are right after all, by their name and then by path. */
export type Right = Readonly<Record<string, readonly string[]>>;

interface Table {
  readonly right: Right;
  /** What the other arguments of a section are, where they are required. */
  readonly beside: Readonly<Record<string, object>>;
  /** What the cloud's section holds besides. */
  readonly always?: object;
}

/** Tries each wrong value in each argument of the cloud's own section. */
export function refusesWrongTypes(cloud: CloudTraits, { right, beside, always = {} }: Table): void {
  for (const path of pathsOf(cloud.ownArguments)) {
    const base = path.length === 0 ? {} : { ...always, ...pick(beside, path[0]) };
    refusesAt(cloud, [cloud.name, ...path], right, (value) => ({
      entry: ".",
      [cloud.name]: withValue(base, path, value),
    }));
  }
}

/** Tries each wrong value in each argument that all clouds have; some of those beside are compared with it. */
export function refusesWrongPortableTypes(cloud: CloudTraits, right: Right, others: object): void {
  const all = Object.fromEntries(
    Object.keys(wrong).map((what) => [what, [...(portableRight[what] ?? []), ...(right[what] ?? [])]]),
  );
  for (const where of portable) {
    const path = where.split(".");
    const base = { ...others, ...pick(besidePortable, path[0]) };
    const given = path[0] === "entry" || path[0] === "artifact" ? base : { entry: ".", ...base };
    refusesAt(cloud, path, all, (value) => withValue(given, path, value) as object);
  }
}

function refusesAt(
  cloud: CloudTraits,
  path: readonly string[],
  right: Right,
  args: (value: unknown) => object,
): void {
  const where = path.map((key, at) => (key === "0" ? "[0]" : at === 0 ? key : `.${key}`)).join("");
  const own = path[0] === cloud.name ? path.slice(1) : path;
  it(`are refused in a sentence that names ${where}`, () => {
    for (const [what, value] of Object.entries(wrong)) {
      const sentences = refusalsOf(args(value), cloud);
      const isRight = right[what]?.includes(own.join(".")) ?? false;
      assert.equal(sentences.length === 0, isRight, `${what}: ${sentences.join("\n")}`);
      for (const sentence of sentences) {
        assert.ok(sentence.startsWith(`"${where}`), sentence);
        assert.match(sentence, / must .+\.$/);
      }
    }
  });
}

function pick(table: Readonly<Record<string, unknown>>, key: string | undefined): object {
  return key !== undefined && Object.hasOwn(table, key) ? { [key]: table[key] } : {};
}

/** A copy in which one value is another; `0` is the first of a list. */
function withValue(base: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const inside = (base as Readonly<Record<string, unknown>> | undefined)?.[first];
  const changed = withValue(inside, rest, value);
  return first === "0" ? [changed] : { ...(base as object | undefined), [first]: changed };
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

const portable = [
  "entry",
  "artifact",
  "packaging",
  "architecture",
  "memoryMb",
  "timeoutSeconds",
  "tmpDiskMb",
  "environment",
  "environment.TABLE",
  "maxConcurrency",
  "requestsPerInstance",
  "build",
  "build.tags",
  "build.ldflags",
  "build.flags",
  "build.env",
  "build.env.GOAMD64",
  "build.goBinary",
  "build.include",
  "warm",
  "warm.instances",
  "warm.autoscale",
  "warm.autoscale.max",
  "warm.autoscale.targetUtilization",
  "warm.schedules",
  "warm.schedules.0",
  "warm.schedules.0.cron",
  "warm.schedules.0.timezone",
  "warm.schedules.0.instances",
  "http",
  "http.auth",
  "http.stream",
  "http.cors",
  "http.cors.allowOrigins",
  "http.cors.allowMethods",
  "http.cors.allowHeaders",
  "http.cors.exposeHeaders",
  "http.cors.allowCredentials",
  "http.cors.maxAgeSeconds",
  "logs",
  "logs.retentionDays",
  "budgets",
  "budgets.binaryMb",
  "budgets.artifactMb",
  "budgets.initMs",
  "budgets.initAllocations",
  "tags",
  "tags.team",
];

const besidePortable: Readonly<Record<string, object>> = {
  warm: {
    instances: 2,
    autoscale: { max: 5 },
    schedules: [{ cron: "0 8 * * *", instances: 3 }],
  },
  http: { cors: { allowOrigins: ["*"] } },
};

const lists = ["tags", "ldflags", "flags", "include"].map((key) => `build.${key}`);
const headers = ["http.cors.allowMethods", "http.cors.allowHeaders", "http.cors.exposeHeaders"];
const portableRight: Right = {
  null: [
    "packaging",
    "architecture",
    "memoryMb",
    "timeoutSeconds",
    "tmpDiskMb",
    "environment",
    "requestsPerInstance",
    ...lists,
    "build.env",
    "build.goBinary",
    "warm.instances",
    "warm.autoscale.targetUtilization",
    "warm.schedules.0.timezone",
    "http.auth",
    "http.stream",
    ...headers,
    "http.cors.allowCredentials",
    "http.cors.maxAgeSeconds",
    "logs.retentionDays",
    "tags",
  ],
  "a number": [
    "timeoutSeconds",
    "maxConcurrency",
    "warm.instances",
    "warm.autoscale.max",
    "warm.schedules.0.instances",
    "http.cors.maxAgeSeconds",
    "logs.retentionDays",
    "budgets.binaryMb",
    "budgets.artifactMb",
    "budgets.initMs",
    "budgets.initAllocations",
  ],
  "a text": ["entry", "artifact", "environment.TABLE", "build.env.GOAMD64", "build.goBinary", "tags.team"],
  true: ["http.stream", "http.cors.allowCredentials"],
  "an empty list": [...lists, "warm.schedules", ...headers],
  "an empty object": ["environment", "build", "build.env", "warm", "http", "logs", "budgets", "tags"],
  "an Output": ["environment.TABLE", "tags.team"],
  "a promise": ["environment.TABLE", "tags.team"],
};
