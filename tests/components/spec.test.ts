import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { toSpec } from "../../components/spec.js";
import type { CloudTraits } from "../../providers/adapter.js";
import { local } from "../../providers/local/index.js";

/** A cloud with the tightest rule of each kind, so that every sentence can be seen. */
const strict: CloudTraits<object> = {
  name: "aliyun",
  limits: {
    memoryMb: { min: 128, max: 32_768, multipleOf: 64 },
    timeoutSeconds: { min: 1, max: 900 },
    tmpDiskMb: { min: 512, max: 10_240, oneOf: [512, 10_240] },
    requestsPerInstance: { min: 1, max: 1 },
    maxConcurrency: { min: 1, max: Number.MAX_SAFE_INTEGER },
    warmInstances: { min: 0, max: 100 },
    scheduledInstances: { min: 0, max: 100 },
    warmOverlap: 1,
    bothDayFields: true,
    logRetentionDays: { min: 1, max: 30, oneOf: [1, 7, 30] },
    shortestEnvironmentName: 1,
    environmentBytes: 20,
    reservedEnvironment: ["AWS_REGION", /^FC_/],
    httpAuth: ["iam"],
    corsMethods: ["*", "GET"],
  },
  packaging: ["zip", "image"],
  images: { format: "oci", repository: "named" },
  architectures: ["amd64"],
  operatingSystem: "linux",
  buildTags: () => [],
  schedule: (cron) => cron,
  ownArguments: {},
  own: () => ({}),
};

/** The sentences that the arguments are refused with. */
function problems(args: object, { name = "api", cloud = strict as CloudTraits } = {}): string[] {
  try {
    toSpec(name, args as GoServerlessFunctionArgs, cloud);
    return [];
  } catch (error) {
    assert.ok(pulumi.InputPropertiesError.isInstance(error));
    const sentences = error.errors.map(({ reason }) => reason);
    const lines = sentences.map((sentence) => `\n  ${sentence}`).join("");
    assert.equal(error.message, `GoServerlessFunction "${name}" cannot be deployed:${lines}`);
    return sentences;
  }
}

describe("toSpec", () => {
  it("fills every default", () => {
    const spec = toSpec("api", { entry: "./cmd/api" }, local);
    assert.deepEqual(spec, {
      name: "api",
      cloud: "local",
      build: {
        entry: path.resolve("cmd/api"),
        prebuilt: undefined,
        os: local.operatingSystem,
        architecture: local.architectures[0],
        go: { tags: ["goserverless.lambda"], ldflags: [], flags: [], env: {}, goBinary: "go" },
        include: [],
      },
      packaging: "zip",
      memoryMb: 256,
      timeoutSeconds: 10,
      tmpDiskMb: 512,
      environment: {},
      maxConcurrency: undefined,
      requestsPerInstance: 1,
      warm: { instances: 0, autoscale: undefined, schedules: [] },
      http: { auth: "iam", cors: undefined, stream: false },
      logs: { retentionDays: 30 },
      budgets: {
        binaryMb: undefined,
        artifactMb: undefined,
        initMs: undefined,
        initAllocations: undefined,
      },
      tags: {},
      own: { port: undefined, contract: undefined, idleSeconds: 300, initializer: false, preStop: false },
    });
  });

  it("fills the defaults of the sections that are given", () => {
    const spec = toSpec(
      "api",
      {
        artifact: "dist/api.zip",
        warm: { instances: 1, autoscale: { max: 5 }, schedules: [{ cron: "0 8 * * MON-FRI", instances: 3 }] },
        http: { auth: "none", cors: { allowOrigins: ["*"] } },
      },
      local,
    );
    assert.equal(spec.build.prebuilt, path.resolve("dist/api.zip"));
    assert.deepEqual(spec.warm, {
      instances: 1,
      autoscale: { max: 5, targetUtilization: 0.7 },
      schedules: [{ cron: "0 8 * * MON-FRI", timezone: "UTC", instances: 3 }],
    });
    assert.deepEqual(spec.http.cors, {
      allowOrigins: ["*"],
      allowMethods: ["*"],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
      maxAgeSeconds: 0,
    });
  });

  it("is frozen all the way down and leaves outputs as they are", () => {
    const token = pulumi.secret("hunter2");
    const spec = toSpec("api", { entry: ".", environment: { TOKEN: token } }, local);
    assert.ok(
      Object.isFrozen(spec) && Object.isFrozen(spec.warm.schedules) && Object.isFrozen(spec.build.go),
    );
    assert.equal(spec.environment["TOKEN"], token);
    assert.ok(!Object.isFrozen(token));
  });

  it("gives equal specs for equal arguments, whatever the valid numbers", () => {
    const args = fc.record({
      entry: fc.constant("."),
      memoryMb: fc.integer({ min: 64, max: 32_768 }),
      timeoutSeconds: fc.integer({ min: 1, max: 86_400 }),
      maxConcurrency: fc.integer({ min: 1000, max: 100_000 }),
      warm: fc.record({ instances: fc.integer({ min: 0, max: 1000 }) }),
    });
    fc.assert(
      fc.property(args, (given) => {
        const spec = toSpec("api", given, local);
        assert.deepEqual(toSpec("api", structuredClone(given), local), spec);
        assert.equal(spec.memoryMb, given.memoryMb);
        assert.equal(spec.warm.instances, given.warm.instances);
      }),
    );
  });

  it("refuses every whole number outside a range", () => {
    const outside = fc.oneof(
      fc.integer({ max: 0 }),
      fc.integer({ min: 901 }),
      fc.double({ min: 1.01, max: 1.99 }),
    );
    fc.assert(
      fc.property(outside, (timeoutSeconds) => {
        const [sentence] = problems({ entry: ".", timeoutSeconds });
        assert.equal(sentence, `"timeoutSeconds" must be 1-900 on aliyun, got ${timeoutSeconds}.`);
      }),
    );
  });

  const refusals: [title: string, args: object, ...sentences: string[]][] = [
    [
      "neither entry nor artifact",
      {},
      'Exactly one of a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri") must be given, got none.',
    ],
    [
      "both entry and artifact",
      { entry: ".", artifact: "a.zip" },
      'Exactly one of a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri") must be given, got "entry" and "artifact".',
    ],
    [
      "an empty entry",
      { entry: "" },
      '"entry" must be a non-empty string known when the program starts, got "".',
    ],
    [
      "an entry that is an output",
      { entry: pulumi.output(".") },
      '"entry" must be a non-empty string known when the program starts, got an Output.',
    ],
    [
      "memory that is not a multiple",
      { entry: ".", memoryMb: 200 },
      '"memoryMb" must be a multiple of 64 from 128 to 32768 on aliyun, got 200.',
    ],
    [
      "memory as text",
      { entry: ".", memoryMb: "256" },
      '"memoryMb" must be a multiple of 64 from 128 to 32768 on aliyun, got "256".',
    ],
    [
      "a timeout below the range",
      { entry: ".", timeoutSeconds: 0 },
      '"timeoutSeconds" must be 1-900 on aliyun, got 0.',
    ],
    [
      "a disk size in between",
      { entry: ".", tmpDiskMb: 600 },
      '"tmpDiskMb" must be 512 or 10240 on aliyun, got 600.',
    ],
    [
      "an unlimited range's lower end",
      { entry: ".", maxConcurrency: 0 },
      '"maxConcurrency" must be a whole number of at least 1 on aliyun, got 0.',
    ],
    [
      "a retention in between",
      { entry: ".", logs: { retentionDays: 2 } },
      '"logs.retentionDays" must be 1, 7 or 30 on aliyun, got 2.',
    ],
    [
      "a packaging that there is not",
      { entry: ".", packaging: "jar" },
      '"packaging" must be "zip" or "image" on aliyun, got "jar".',
    ],
    [
      "an architecture the cloud lacks",
      { entry: ".", architecture: "arm64" },
      '"architecture" must be "amd64" on aliyun, got "arm64".',
    ],
    [
      "an authorization the cloud lacks",
      { entry: ".", http: { auth: "none" } },
      '"http.auth" must be "iam" on aliyun, got "none".',
    ],
    [
      "a flag that is no flag",
      { entry: ".", http: { stream: "yes" } },
      '"http.stream" must be true or false, got "yes".',
    ],
    [
      "no origin",
      { entry: ".", http: { cors: { allowOrigins: [] } } },
      '"http.cors.allowOrigins" must name at least one, got an empty list.',
    ],
    [
      "build arguments that are no list",
      { entry: ".", build: { tags: "netgo" } },
      '"build.tags" must be a list of strings, got "netgo".',
    ],
    [
      "a build environment with an output",
      { entry: ".", build: { env: { GOFLAGS: pulumi.output("x") } } },
      '"build.env.GOFLAGS" must be a string known when the program starts.',
    ],
    [
      "variables and labels that are no text, without showing them",
      { entry: ".", environment: { A: 8080, B: null }, tags: { team: ["checkout"] } },
      '"environment.A" must be a string or an Output.',
      '"environment.B" must be a string or an Output.',
      '"tags.team" must be a string or an Output.',
    ],
    [
      "an environment name with a dash",
      { entry: ".", environment: { "A-B": "1" } },
      '"environment.A-B" must be named with letters, digits and _ and start with a letter.',
    ],
    [
      "an environment name that the cloud sets",
      { entry: ".", environment: { AWS_REGION: "1" } },
      '"environment.AWS_REGION" must have another name on aliyun, which sets this one itself.',
    ],
    [
      "an environment name of a family that the cloud sets",
      { entry: ".", environment: { FC_X: "1" } },
      '"environment.FC_X" must have another name on aliyun, which sets this one itself.',
    ],
    [
      "an environment that is too large, without showing it",
      { entry: ".", environment: { TOKEN: "hunter2-hunter2-hunter2" } },
      '"environment" must hold at most 20 bytes in JSON on aliyun, got 35. Keep large values in a file ("build.include") or a store.',
    ],
    [
      "an environment that is an output",
      { entry: ".", environment: pulumi.output({}) },
      '"environment" must be an object whose names are known when the program starts, got an Output.',
    ],
    [
      "more warm instances than may run at once",
      { entry: ".", maxConcurrency: 2, warm: { instances: 3 } },
      '"warm.instances" must be at most "maxConcurrency", 2, got 3. Raise one or lower the other.',
    ],
    [
      "a negative warm number",
      { entry: ".", warm: { instances: -1 } },
      '"warm.instances" must be 0-100 on aliyun, got -1.',
    ],
    [
      "autoscaling to less than the base",
      { entry: ".", warm: { instances: 5, autoscale: { max: 3 } } },
      '"warm.autoscale.max" must be at least 5, the number it grows from, got 3.',
    ],
    [
      "autoscaling to nothing",
      { entry: ".", warm: { autoscale: { max: 0 } } },
      '"warm.autoscale.max" must be at least 1, the number it grows from, got 0.',
    ],
    [
      "a utilization that is a percentage",
      { entry: ".", warm: { autoscale: { max: 3, targetUtilization: 70 } } },
      '"warm.autoscale.targetUtilization" must be a number from 0.1 to 0.9, got 70.',
    ],
    [
      "schedules that are no list",
      { entry: ".", warm: { schedules: {} } },
      '"warm.schedules" must be a list, got an object.',
    ],
    [
      "a cron with seconds",
      schedule({ cron: "0 0 8 * * *" }),
      '"warm.schedules[0].cron" must have five fields (minute hour day-of-month month day-of-week), got "0 0 8 * * *".',
    ],
    [
      "a cron with a numbered day of the week",
      schedule({ cron: "0 8 * * 1-5" }),
      '"warm.schedules[0].cron" must name days of the week MON-SUN, since clouds number them differently, got "0 8 * * 1-5".',
    ],
    [
      "a cron of AWS's dialect",
      schedule({ cron: "0 8 ? * MON" }),
      '"warm.schedules[0].cron" must use only *, numbers, names, lists, ranges and steps, which every cloud has, got "0 8 ? * MON".',
    ],
    [
      "a cron that is none",
      schedule({ cron: "61 8 * * *" }),
      '"warm.schedules[0].cron" must be a cron expression such as "0 8 * * MON-FRI", got "61 8 * * *".',
    ],
    [
      "a cron that never fires",
      schedule({ cron: "0 0 31 2 *" }),
      '"warm.schedules[0].cron" must fire some day, got "0 0 31 2 *". No date has that day and month.',
    ],
    [
      "an unknown time zone",
      schedule({ timezone: "Asia/Shangai" }),
      '"warm.schedules[0].timezone" must be an IANA time zone such as "Asia/Shanghai", got "Asia/Shangai".',
    ],
    [
      "a budget of nothing",
      { entry: ".", budgets: { binaryMb: 0 } },
      '"budgets.binaryMb" must be a number of megabytes above 0, got 0.',
    ],
    [
      "budgets that nothing can keep",
      {
        entry: ".",
        budgets: { binaryMb: -1, artifactMb: Number.NaN, initMs: 0, initAllocations: 0 },
      },
      '"budgets.binaryMb" must be a number of megabytes above 0, got -1.',
      '"budgets.artifactMb" must be a number of megabytes above 0, got NaN.',
      '"budgets.initMs" must be a number of milliseconds above 0, got 0.',
      '"budgets.initAllocations" must be a whole number of at least 1 on aliyun, got 0.',
    ],
    [
      "other budgets that nothing can keep",
      {
        entry: ".",
        budgets: { binaryMb: Number.POSITIVE_INFINITY, initMs: Number.NaN, initAllocations: 1.5 },
      },
      '"budgets.binaryMb" must be a number of megabytes above 0, got Infinity.',
      '"budgets.initMs" must be a number of milliseconds above 0, got NaN.',
      '"budgets.initAllocations" must be a whole number of at least 1 on aliyun, got 1.5.',
    ],
    ["a section that is no object", { entry: ".", logs: 30 }, '"logs" must be an object, got 30.'],
    [
      "a section that is known only later",
      { entry: ".", logs: pulumi.output({}) },
      '"logs" must be an object, got an Output.',
    ],
    [
      "a section in a section that is no object",
      { entry: ".", http: { cors: null } },
      '"http.cors" must be an object, got null.',
    ],
    [
      "a cron of another dialect, in any field",
      schedule({ cron: "? 8 * * MON" }),
      '"warm.schedules[0].cron" must use only *, numbers, names, lists, ranges and steps, which every cloud has, got "? 8 * * MON".',
    ],
    [
      "a time zone that is an offset, which no cloud takes",
      schedule({ timezone: "+08:00" }),
      '"warm.schedules[0].timezone" must be an IANA time zone such as "Asia/Shanghai", got "+08:00".',
    ],
    [
      "an unknown argument of a section",
      { entry: ".", logs: { days: 30 } },
      '"logs.days" is not an argument. Known here: retentionDays.',
    ],
    [
      "an unknown argument of a list's item",
      schedule({ zone: "UTC" }),
      '"warm.schedules[0].zone" is not an argument. Known here: cron, timezone, instances.',
    ],
    [
      "an unknown argument",
      { entry: ".", memory: 256 },
      '"memory" is not an argument. Known here: cloud, entry, artifact, packaging, architecture, memoryMb, timeoutSeconds, tmpDiskMb, environment, maxConcurrency, requestsPerInstance, build, image, warm, http, logs, budgets, tags, aws, aliyun, local.',
    ],
    [
      "several at once, in one error",
      { entry: ".", memoryMb: 1, timeoutSeconds: 1000, logs: { retentionDays: 2 } },
      '"memoryMb" must be a multiple of 64 from 128 to 32768 on aliyun, got 1.',
      '"timeoutSeconds" must be 1-900 on aliyun, got 1000.',
      '"logs.retentionDays" must be 1, 7 or 30 on aliyun, got 2.',
    ],
  ];
  for (const [title, args, ...sentences] of refusals) {
    it(`refuses ${title}`, () => assert.deepEqual(problems(args), sentences));
  }

  const names = ["", "1st", "-a", "a b", "a.b", "ü", "a".repeat(65)];
  for (const name of names) {
    it(`refuses the name ${JSON.stringify(name)}`, () => {
      const rule = "be 1-64 letters, digits, - or _ and start with a letter";
      assert.deepEqual(problems({ entry: "." }, { name }), [
        `"name" must ${rule}, got ${JSON.stringify(name)}.`,
      ]);
    });
  }

  it("takes the sections of other clouds without reading them", () => {
    assert.deepEqual(problems({ entry: ".", local: { whatever: true } }), []);
  });
});

describe("toSpec on local", () => {
  it("refuses a section that is none", () => {
    const sentence = '"local" must be an object, got null.';
    assert.deepEqual(problems({ entry: ".", local: null }, { cloud: local }), [sentence]);
  });

  const refusals: [title: string, own: object, sentence: string][] = [
    ["a port out of range", { port: 65_536 }, '"local.port" must be 1-65535 on local, got 65536.'],
    [
      "an unknown contract",
      { contract: "grpc" },
      '"local.contract" must be "lambda" or "fc" on local, got "grpc".',
    ],
    ["no idle time", { idleSeconds: 0 }, '"local.idleSeconds" must be 1-86400 on local, got 0.'],
    [
      "an initializer that is no flag",
      { initializer: 1 },
      '"local.initializer" must be true or false, got 1.',
    ],
    [
      "a hook that the contract lacks",
      { contract: "lambda", preStop: true },
      '"local.preStop" must be false with "local.contract" lambda, which has no such hook, got true.',
    ],
    [
      "an unknown argument",
      { ports: 1 },
      '"local.ports" is not an argument. Known here: port, contract, idleSeconds, initializer, preStop.',
    ],
  ];
  for (const [title, own, sentence] of refusals) {
    it(`refuses ${title}`, () =>
      assert.deepEqual(problems({ entry: ".", local: own }, { cloud: local }), [sentence]));
  }
});

function schedule(item: object): object {
  return { entry: ".", warm: { schedules: [{ cron: "0 8 * * *", instances: 1, ...item }] } };
}
