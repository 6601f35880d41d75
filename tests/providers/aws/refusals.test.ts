import assert from "node:assert/strict";
import { aws } from "../../../providers/aws/index.js";
import { refusalsOf } from "../refusals-of.js";

const halfRule =
  'must be at most half of "maxConcurrency", 5, since a new version is made ready beside the old one';
const schedule = (cron: string, instances: unknown = 1) => ({ warm: { schedules: [{ cron, instances }] } });
const rollout = { rollout: { percent: 10, previousVersion: "41" } };

describe("portable arguments on aws", () => {
  const refused: [title: string, args: object, ...sentences: string[]][] = [
    ["less memory than the least", { memoryMb: 127 }, '"memoryMb" must be 128-10240 on aws, got 127.'],
    ["more memory than the most", { memoryMb: 10_241 }, '"memoryMb" must be 128-10240 on aws, got 10241.'],
    ["half a megabyte", { memoryMb: 128.5 }, '"memoryMb" must be 128-10240 on aws, got 128.5.'],
    ["no time", { timeoutSeconds: 0 }, '"timeoutSeconds" must be 1-900 on aws, got 0.'],
    ["more than 15 minutes", { timeoutSeconds: 901 }, '"timeoutSeconds" must be 1-900 on aws, got 901.'],
    ["a small disk", { tmpDiskMb: 511 }, '"tmpDiskMb" must be 512-10240 on aws, got 511.'],
    ["a large disk", { tmpDiskMb: 10_241 }, '"tmpDiskMb" must be 512-10240 on aws, got 10241.'],
    [
      "two calls at once in one instance",
      { requestsPerInstance: 2 },
      '"requestsPerInstance" must be 1 on aws, got 2.',
    ],
    ["no concurrency", { maxConcurrency: 0 }, '"maxConcurrency" must be 1-100000 on aws, got 0.'],
    ["a tarball", { packaging: "tar" }, '"packaging" must be "zip" or "image" on aws, got "tar".'],
    [
      "AWS's own word for an architecture",
      { architecture: "x86_64" },
      '"architecture" must be "arm64" or "amd64" on aws, got "x86_64".',
    ],
    [
      "an authorization that the URL lacks",
      { http: { auth: "jwt" } },
      '"http.auth" must be "iam" or "none" on aws, got "jwt".',
    ],
    [
      "a method that a URL answers itself",
      { http: { cors: { allowOrigins: ["*"], allowMethods: ["OPTIONS"] } } },
      '"http.cors.allowMethods[0]" must be "*", "GET", "HEAD", "POST", "PUT", "PATCH" or "DELETE" on aws, got "OPTIONS".',
    ],
    [
      "rules for other origins that are out of range",
      { http: { cors: { allowOrigins: [], maxAgeSeconds: 86_401, allowMethods: "GET" } } },
      '"http.cors.allowOrigins" must name at least one, got an empty list.',
      '"http.cors.allowMethods" must be a list of strings, got "GET".',
      '"http.cors.maxAgeSeconds" must be 0-86400 on aws, got 86401.',
    ],
    [
      "a number of days that CloudWatch does not have",
      { logs: { retentionDays: 10 } },
      '"logs.retentionDays" must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 on aws, got 10.',
    ],
    [
      "an environment over 4 KB, without showing it",
      { environment: { TOKEN: "x".repeat(4085) } },
      '"environment" must hold at most 4096 bytes in JSON on aws, got 4097. Keep large values in a file ("build.include") or a store.',
    ],
    [
      "names that Lambda sets, that are too short or no names",
      { environment: { AWS_REGION: "x", _HANDLER: "x", A: "x", "A-B": "x", AWS_PROFILE: "fine" } },
      '"environment.AWS_REGION" must have another name on aws, which sets this one itself.',
      '"environment._HANDLER" must be named with letters, digits and _ and start with a letter.',
      '"environment.A" must be named with at least 2 characters on aws.',
      '"environment.A-B" must be named with letters, digits and _ and start with a letter.',
    ],
    [
      "more ready instances than half of the concurrency",
      { maxConcurrency: 5, warm: { instances: 3, autoscale: { max: 4 }, ...schedule("0 8 * * *", 5).warm } },
      `"warm.instances" ${halfRule}, got 3. Raise one or lower the other.`,
      `"warm.autoscale.max" ${halfRule}, got 4. Raise one or lower the other.`,
      `"warm.schedules[0].instances" ${halfRule}, got 5. Raise one or lower the other.`,
    ],
    [
      "less concurrency than three times the ready instances, with a rollout",
      {
        maxConcurrency: 29,
        warm: { instances: 2, autoscale: { max: 10 }, ...schedule("0 8 * * *", 5).warm },
        aws: rollout,
      },
      '"maxConcurrency" must be at least 30 with "aws.rollout", three times the largest warm number, 10, got 29. The version before, the newest and the next one are ready at once.',
    ],
    [
      "a schedule that takes all instances away",
      schedule("0 8 * * *", 0),
      '"warm.schedules[0].instances" must be 1-100000 on aws, got 0.',
    ],
    [
      "a schedule for days of the month and of the week",
      schedule("0 8 1 * MON"),
      '"warm.schedules[0].cron" must leave day-of-month or day-of-week *, since the cloud reads only one of them, got "0 8 1 * MON". Write two schedules.',
    ],
    ...[
      "0 8 ? * MON",
      "? 8 * * *",
      "0 8 * ? *",
      "0 8 L * *",
      "0 8 15W * *",
      "0 8 * * MONL",
      "0 8 * * +MON",
    ].map((cron): [string, object, string] => [
      `a schedule of a dialect, ${cron}`,
      schedule(cron),
      `"warm.schedules[0].cron" must use only *, numbers, names, lists, ranges and steps, which every cloud has, got "${cron}".`,
    ]),
    [
      "utilization that autoscaling cannot hold",
      { warm: { autoscale: { max: 2, targetUtilization: 0.95 } } },
      '"warm.autoscale.targetUtilization" must be a number from 0.1 to 0.9, got 0.95.',
    ],
    [
      "all that is wrong at once",
      {
        memoryMb: 64,
        timeoutSeconds: 1000,
        warm: { instances: -1 },
        logs: { retentionDays: 2 },
        aws: { role: "shop", layers: "none", rollback: "live" },
      },
      '"memoryMb" must be 128-10240 on aws, got 64.',
      '"timeoutSeconds" must be 1-900 on aws, got 1000.',
      '"warm.instances" must be 0-100000 on aws, got -1.',
      '"logs.retentionDays" must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 on aws, got 2.',
      '"aws.role" must be the ARN of a role, such as "arn:aws:iam::123456789012:role/shop", got "shop".',
      '"aws.layers" must be a list whose length is known when the program starts, got "none".',
      '"aws.rollback" must be the number of a published version, such as "41", got "live".',
    ],
  ];
  for (const [title, args, ...sentences] of refused) {
    it(`are refused for ${title}`, () =>
      assert.deepEqual(refusalsOf({ entry: ".", ...args }, aws), sentences));
  }

  const accepted: [title: string, args: object][] = [
    [
      "the ends of every range",
      { memoryMb: 10_240, timeoutSeconds: 900, tmpDiskMb: 10_240, maxConcurrency: 1 },
    ],
    ["an environment of 4 KB", { environment: { TOKEN: "x".repeat(4084) } }],
    ["twice the ready instances", { maxConcurrency: 6, warm: { instances: 3 } }],
    [
      "three times the ready instances with a rollout",
      { maxConcurrency: 9, warm: { instances: 3 }, aws: rollout },
    ],
    [
      "twice the ready instances with a rollout that ends, whose new version gets none",
      { maxConcurrency: 6, warm: { instances: 3 }, aws: { rollout: { percent: 0, previousVersion: "41" } } },
    ],
    [
      "twice the ready instances with a rollback, which has one version ready",
      { maxConcurrency: 6, warm: { instances: 3 }, aws: { ...rollout, rollback: "41" } },
    ],
  ];
  for (const [title, args] of accepted) {
    it(`accept ${title}`, () => assert.deepEqual(refusalsOf({ entry: ".", ...args }, aws), []));
  }
});
