import assert from "node:assert/strict";
import { aliyun } from "../../../providers/aliyun/index.js";
import { refusalsOf } from "../refusals-of.js";

const memoryRule = "must be a multiple of 64 from 128 to 32768 on aliyun, got";
const schedule = (cron: string, instances: unknown = 1) => ({ warm: { schedules: [{ cron, instances }] } });

describe("portable arguments on aliyun", () => {
  const refused: [title: string, args: object, ...sentences: string[]][] = [
    ["less memory than the least", { memoryMb: 64 }, `"memoryMb" ${memoryRule} 64.`],
    ["more memory than the most", { memoryMb: 32_832 }, `"memoryMb" ${memoryRule} 32832.`],
    ["memory between two steps, which AWS has", { memoryMb: 200 }, `"memoryMb" ${memoryRule} 200.`],
    ["no time", { timeoutSeconds: 0 }, '"timeoutSeconds" must be 1-86400 on aliyun, got 0.'],
    ["more than a day", { timeoutSeconds: 86_401 }, '"timeoutSeconds" must be 1-86400 on aliyun, got 86401.'],
    ["a disk that AWS has", { tmpDiskMb: 1024 }, '"tmpDiskMb" must be 512 or 10240 on aliyun, got 1024.'],
    ["a disk without size", { tmpDiskMb: 0 }, '"tmpDiskMb" must be 512 or 10240 on aliyun, got 0.'],
    [
      "too many calls at once in one instance",
      { requestsPerInstance: 201 },
      '"requestsPerInstance" must be 1-200 on aliyun, got 201.',
    ],
    [
      "no calls in one instance",
      { requestsPerInstance: 0 },
      '"requestsPerInstance" must be 1-200 on aliyun, got 0.',
    ],
    ["no concurrency", { maxConcurrency: 0 }, '"maxConcurrency" must be 1-100000 on aliyun, got 0.'],
    ["a container", { packaging: "oci" }, '"packaging" must be "zip" or "image" on aliyun, got "oci".'],
    [
      "an image without a repository",
      { packaging: "image" },
      '"image.repository" must be given on aliyun. Name one of yours: "registry.cn-hangzhou.aliyuncs.com/shop/api".',
    ],
    [
      "the processor that AWS has too",
      { architecture: "arm64" },
      '"architecture" must be "amd64" on aliyun, got "arm64".',
    ],
    [
      "an authorization that is not portable",
      { http: { auth: "jwt" } },
      '"http.auth" must be "iam" or "none" on aliyun, got "jwt".',
    ],
    [
      "a method that is answered without the function",
      { http: { cors: { allowOrigins: ["*"], allowMethods: ["OPTIONS"] } } },
      '"http.cors.allowMethods[0]" must be "*", "GET", "HEAD", "POST", "PUT", "PATCH" or "DELETE" on aliyun, got "OPTIONS".',
    ],
    [
      "more than ten years of logs",
      { logs: { retentionDays: 3651 } },
      '"logs.retentionDays" must be 1-3650 on aliyun, got 3651.',
    ],
    [
      "no day of logs",
      { logs: { retentionDays: 0 } },
      '"logs.retentionDays" must be 1-3650 on aliyun, got 0.',
    ],
    [
      "an environment over 4 KB, without showing it",
      { environment: { TOKEN: "x".repeat(4085) } },
      '"environment" must hold at most 4096 bytes in JSON on aliyun, got 4097. Keep large values in a file ("build.include") or a store.',
    ],
    [
      "names that Function Compute sets, or that are no names",
      { environment: { FC_REGION: "x", FC_: "x", "A-B": "x", _A: "x", MY_FC_REGION: "fine", A: "fine" } },
      '"environment.FC_REGION" must have another name on aliyun, which sets this one itself.',
      '"environment.FC_" must have another name on aliyun, which sets this one itself.',
      '"environment.A-B" must be named with letters, digits and _ and start with a letter.',
      '"environment._A" must be named with letters, digits and _ and start with a letter.',
    ],
    [
      "more ready instances than there can be",
      { warm: { instances: 10_001, autoscale: { max: 10_002 }, ...schedule("0 8 * * *", 10_003).warm } },
      '"warm.instances" must be 0-10000 on aliyun, got 10001.',
      '"warm.autoscale.max" must be 0-10000 on aliyun, got 10002.',
      '"warm.schedules[0].instances" must be 0-10000 on aliyun, got 10003.',
    ],
    [
      "more ready instances than calls",
      { maxConcurrency: 2, warm: { instances: 3, autoscale: { max: 4 }, ...schedule("0 8 * * *", 5).warm } },
      '"warm.instances" must be at most "maxConcurrency", 2, got 3. Raise one or lower the other.',
      '"warm.autoscale.max" must be at most "maxConcurrency", 2, got 4. Raise one or lower the other.',
      '"warm.schedules[0].instances" must be at most "maxConcurrency", 2, got 5. Raise one or lower the other.',
    ],
    [
      "less concurrency than the ready instances take calls",
      {
        maxConcurrency: 99,
        requestsPerInstance: 10,
        warm: { instances: 2, autoscale: { max: 5 }, ...schedule("0 8 * * *", 10).warm },
      },
      '"maxConcurrency" must be at least 100, the largest warm number times "requestsPerInstance", got 99. Raise it or lower one of them.',
    ],
    [
      "a schedule for days of the month and of the week",
      schedule("0 8 1 * MON"),
      '"warm.schedules[0].cron" must leave day-of-month or day-of-week *, since the cloud reads only one of them, got "0 8 1 * MON". Write two schedules.',
    ],
    [
      "a schedule in Function Compute's own six fields",
      schedule("0 0 8 * * *"),
      '"warm.schedules[0].cron" must have five fields (minute hour day-of-month month day-of-week), got "0 0 8 * * *".',
    ],
    [
      "days of the week by number, which begin with Monday here and with Sunday on AWS",
      schedule("0 8 * * 1-5"),
      '"warm.schedules[0].cron" must name days of the week MON-SUN, since clouds number them differently, got "0 8 * * 1-5".',
    ],
    [
      "a schedule of a dialect",
      schedule("0 8 ? * MON"),
      '"warm.schedules[0].cron" must use only *, numbers, names, lists, ranges and steps, which every cloud has, got "0 8 ? * MON".',
    ],
    [
      "a time zone that is an offset",
      { warm: { schedules: [{ cron: "0 8 * * *", timezone: "+08:00", instances: 1 }] } },
      '"warm.schedules[0].timezone" must be an IANA time zone such as "Asia/Shanghai", got "+08:00".',
    ],
    [
      "utilization that autoscaling cannot hold",
      { warm: { autoscale: { max: 2, targetUtilization: 0.95 } } },
      '"warm.autoscale.targetUtilization" must be a number from 0.1 to 0.9, got 0.95.',
    ],
    [
      "all that is wrong at once",
      {
        architecture: "arm64",
        memoryMb: 1000,
        tmpDiskMb: 600,
        environment: { FC_REGION: "x" },
        requestsPerInstance: 201,
        maxConcurrency: 1,
        warm: { instances: 2, schedules: [{ cron: "0 8 1 * MON", instances: 10_001 }] },
        logs: { retentionDays: 3651 },
        aliyun: {
          qualifier: "3",
          role: "acs:ram::1234567890123456:role/shop",
          policies: [{ name: "AliyunOSSReadOnlyAccess" }],
          cpu: 16.5,
          vpc: { vpcId: "vpc-1", vswitchIds: ["vsw-1"], securityGroupId: ["sg-1", "sg-2"] },
          alias: "3",
        },
      },
      '"aliyun.qualifier" is not an argument: traffic and ready instances are on LATEST, or on the alias that "aliyun.alias" names.',
      '"architecture" must be "amd64" on aliyun, got "arm64".',
      `"memoryMb" ${memoryRule} 1000.`,
      '"tmpDiskMb" must be 512 or 10240 on aliyun, got 600.',
      '"environment.FC_REGION" must have another name on aliyun, which sets this one itself.',
      '"requestsPerInstance" must be 1-200 on aliyun, got 201.',
      '"warm.instances" must be at most "maxConcurrency", 1, got 2. Raise one or lower the other.',
      '"warm.schedules[0].cron" must leave day-of-month or day-of-week *, since the cloud reads only one of them, got "0 8 1 * MON". Write two schedules.',
      '"warm.schedules[0].instances" must be 0-10000 on aliyun, got 10001.',
      '"warm.schedules[0].instances" must be at most "maxConcurrency", 1, got 10001. Raise one or lower the other.',
      '"logs.retentionDays" must be 1-3650 on aliyun, got 3651.',
      '"aliyun.vpc.securityGroupId" must be one security group, got a list. A function has no more.',
      '"aliyun.policies" must be left out with "aliyun.role". It is for the role that is created without one.',
      '"aliyun.cpu" must be a multiple of 0.05 from 0.05 to 16, got 16.5. Leave it out to have it follow the memory.',
      '"aliyun.alias" must be 1-128 letters, digits, - or _, start with a letter or _, and be neither LATEST nor a version, got "3". Name it "live", for instance.',
    ],
  ];
  for (const [title, args, ...sentences] of refused) {
    it(`are refused for ${title}`, () =>
      assert.deepEqual(refusalsOf({ entry: ".", ...args }, aliyun), sentences));
  }

  const accepted: [title: string, args: object][] = [
    [
      "the least of every range",
      { memoryMb: 128, timeoutSeconds: 1, tmpDiskMb: 512, requestsPerInstance: 1 },
    ],
    [
      "the most of every range",
      {
        memoryMb: 32_768,
        timeoutSeconds: 86_400,
        tmpDiskMb: 10_240,
        requestsPerInstance: 200,
        warm: { instances: 10_000 },
        logs: { retentionDays: 3650 },
      },
    ],
    ["an environment of 4 KB", { environment: { TOKEN: "x".repeat(4084) } }],
    ["as many ready instances as calls", { maxConcurrency: 3, warm: { instances: 3 } }],
    [
      "as much concurrency as the ready instances take calls",
      { maxConcurrency: 30, requestsPerInstance: 10, warm: { instances: 3 } },
    ],
    ["a schedule that takes all instances away", schedule("0 20 * * *", 0)],
  ];
  for (const [title, args] of accepted) {
    it(`accept ${title}`, () => assert.deepEqual(refusalsOf({ entry: ".", ...args }, aliyun), []));
  }
});
