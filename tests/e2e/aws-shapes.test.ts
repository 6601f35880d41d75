import assert from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { AwsProject } from "./aws-project.js";
import { get, startLoad } from "./load.js";

const name = "shop-dev-api";
const secret = "hunter2-secret";
const layer = "arn:aws:lambda:us-east-1:123456789012:layer:certificates:3";
const topic = "arn:aws:sns:us-east-1:123456789012:on-call";

/** A function that uses everything that AWS alone has, with queues of the same program. */
const program = `
const { GoServerlessFunction } = require("goserverless");
const { Queue } = require("@pulumi/aws/sqs/queue.js");
const [dead, good, bad] = ["dead", "good", "bad"].map((each) => new Queue(each));
const { functionName, url, version } = new GoServerlessFunction("api", {
  entry: "api", architecture: process.arch === "arm64" ? "arm64" : "amd64", warm: { instances: 1 },
  aws: {
    policies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
    vpc: { subnetIds: ["subnet-0123456789abcdef0"], securityGroupIds: ["sg-0123456789abcdef0"] },
    tracing: true,
    layers: ["${layer}"],
    deadLetterArn: dead.arn,
    async: { maxRetries: 1, maxAgeSeconds: 60, onSuccessArn: good.arn, onFailureArn: bad.arn },
    alarms: { actionArns: ["${topic}"], errors: 5 },
    smoke: { payload: '{"ping":true}' },
  },
});
exports.api = { functionName, url, version };
`;

describe("a function on AWS", function () {
  this.timeout(400_000);
  let shop: AwsProject;

  beforeEach(async () => {
    shop = await AwsProject.start();
  });
  afterEach(() => shop.stop());

  const table = (type: string) => [...shop.aws.account.table(type).values()];
  const live = async () => shop.aws.account.function((await shop.outputs()).functionName);

  it("keeps secrets to itself, also where AWS would repeat them in an error", async () => {
    const args = { secrets: { TOKEN: secret }, memoryMb: 256 };
    const printed = [await shop.up(args), shop.project.state()];
    assert.deepEqual((await live()).config.environment, { variables: { TOKEN: secret } });
    shop.declare({ ...args, memoryMb: 512 });
    printed.push(await shop.pulumi("preview", "--diff"), await shop.pulumi("refresh", "--yes"));
    printed.push(await shop.pulumi("stack", "output", "--json"), await shop.pulumi("stack", "export"));
    // AWS refuses more than 4 KB in a sentence that holds all of it.
    const refused = await shop.failingUp({ secrets: { TOKEN: secret.repeat(400) } } as object);
    assert.match(
      refused,
      /"environment" of "api" must hold at most 4096 bytes in JSON on aws, got 5612\. Keep large values in a file \("build\.include"\) or a store\.\n/,
    );
    assert.deepEqual(shop.writes, []);
    printed.push(refused, shop.project.state());
    assert.deepEqual(
      printed.filter((text) => text.includes(secret)).map((text) => text.slice(-2_000)),
      [],
    );
  });

  it("is given all that it asks for, and no more rights than that takes", async () => {
    const { contents } = shop.aws.account;
    shop.project.write("index.js", program);
    const { status, output } = await shop.project.up();
    assert.equal(status, 0, output);
    const { config, lastVersion } = await live();
    const [dead, good, bad] = ["dead", "good", "bad"].map(
      (queue) => table("aws:sqs/queue:Queue").find((each) => String(each["name"]).startsWith(queue))?.["arn"],
    );
    assert.deepEqual(config.vpcConfig?.subnetIds, ["subnet-0123456789abcdef0"]);
    assert.deepEqual(
      [config.tracingConfig, config.layers, config.deadLetterConfig],
      [{ mode: "Active" }, [layer], { targetArn: dead }],
    );
    const { writes } = shop;
    const smoke = writes.indexOf(`lambda:InvokeFunction ${name}:${lastVersion}`);
    assert.ok(
      writes.indexOf("event:ProvisionedConcurrencyReady shop-dev-api:1=1") < smoke,
      writes.join("\n"),
    );
    assert.ok(smoke < writes.indexOf(`lambda:CreateAlias ${name}:live`), writes.join("\n"));

    const [async] = table("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
    assert.deepEqual(
      [async?.["qualifier"], async?.["maximumRetryAttempts"], async?.["maximumEventAgeInSeconds"]],
      ["live", 1, 60],
    );
    assert.deepEqual(async?.["destinationConfig"], {
      onSuccess: { destination: good },
      onFailure: { destination: bad },
    });
    assert.deepEqual(
      table("aws:cloudwatch/metricAlarm:MetricAlarm")
        .map(({ metricName, threshold, alarmActions }) => [metricName, threshold, alarmActions])
        .sort(),
      [
        ["Errors", 5, [topic]],
        ["ProvisionedConcurrencySpilloverInvocations", 1, [topic]],
        ["Throttles", 1, [topic]],
      ],
    );
    const [logGroup] = table("aws:cloudwatch/logGroup:LogGroup");
    const [policy] = table("aws:iam/rolePolicy:RolePolicy");
    const { Statement: statements } = JSON.parse(String(policy?.["policy"])) as {
      Statement: { Action: string | string[]; Resource: string }[];
    };
    assert.deepEqual(
      statements.map(({ Action, Resource }) => [[Action].flat().length, Resource]),
      [
        [2, `${logGroup?.["arn"]}:*`],
        [6, "*"],
        [2, "*"],
        [1, dead],
        [1, good],
        [1, bad],
      ],
    );
    assert.deepEqual(
      table("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ policyArn }) => policyArn),
      ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
    );

    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aws.account.contents, contents);
  });

  it("leaves the traffic where it is when the smoke call of a new version fails", async () => {
    await shop.up();
    shop.project.write(
      "api/main.go",
      'package main\n\nimport (\n\t"context"\n\t"errors"\n\n\t"github.com/aws/aws-lambda-go/lambda"\n)\n\nfunc main() {\n\tlambda.Start(func(context.Context) error { return errors.New("no table") })\n}\n',
    );
    const output = await shop.failingUp({ aws: { smoke: { payload: "{}" } } });
    assert.match(output, /returned error: \(.*no table.*\)/);
    assert.match(
      output,
      /error: shop-dev-api-smoke: The smoke call of the new version failed, so traffic stays on the one before\. Correct the program, or the payload in "aws\.smoke"\.\n/,
    );
    assert.deepEqual(await get((await shop.outputs()).localUrl), { status: 200, body: "Hello, world!\n" });
  });

  describe("of more than 50 MB", () => {
    const large = { build: { include: ["data"] } };
    const bucketType = "aws:s3/bucket:Bucket";

    beforeEach(() => {
      // The same in every run, so that what was built of it is found again, and nothing that a zip could make smaller.
      const noise = createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16)).update(
        Buffer.alloc(53_000_000),
      );
      shop.project.write("api/data/blob", "");
      fs.writeFileSync(path.join(shop.project.folder, "api/data/blob"), noise);
    });

    const ofS3 = () =>
      shop.writes
        .filter((line) => /^s3:|UpdateFunctionCode|UpdateAlias/.test(line))
        .map((line) => line.replace(/[0-9a-f]{64}/, "<sha256>"));

    it("goes through a private bucket of its own for as long as it is so large, and keeps serving", async () => {
      await shop.up({ warm: { instances: 3 } });
      const { localUrl, url } = await shop.outputs();
      const load = startLoad(localUrl, 1, 50);
      await shop.up({ ...large, warm: { instances: 3 } });
      assert.deepEqual(ofS3(), [
        `s3:CreateBucket ${name}`,
        `s3:PutBucketPublicAccessBlock ${name}`,
        `s3:PutObject ${name}/${name}/<sha256>.zip`,
        `lambda:UpdateFunctionCode ${name}`,
        `lambda:UpdateAlias ${name}:live`,
      ]);
      const [block] = table("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
      assert.deepEqual(
        ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map(
          (key) => block?.[key],
        ),
        [true, true, true, true],
      );

      shop.project.writeFunction("api", "Ciao, %s!");
      await shop.up();
      assert.deepEqual(ofS3(), [
        `s3:PutObject ${name}/${name}/<sha256>.zip`,
        `lambda:UpdateFunctionCode ${name}`,
        `lambda:UpdateAlias ${name}:live`,
        `s3:DeleteObject ${name}/${name}/<sha256>.zip`,
      ]);
      assert.equal(shop.aws.account.objects.size, 1);
      await shop.up();
      assert.deepEqual(shop.aws.calls, []);

      await shop.up({ warm: { instances: 3 } });
      assert.deepEqual(ofS3(), [
        `lambda:UpdateFunctionCode ${name}`,
        `lambda:UpdateAlias ${name}:live`,
        `s3:DeleteObject ${name}/${name}/<sha256>.zip`,
        `s3:PutBucketPublicAccessBlock ${name}`,
        `s3:DeleteBucket ${name}`,
      ]);
      const { failures, bodies } = await load.stop();
      assert.deepEqual([failures, bodies], [[], ["Hello, world!\n", "Ciao, world!\n"]]);
      assert.equal((await shop.outputs()).url, url);
    });

    it("goes through the bucket that it is given, which stays, or through one of its own whatever its name is", async () => {
      shop.aws.account.table(bucketType).set("artifacts", { bucket: "artifacts" });
      await shop.up({ ...large, aws: { bucket: "artifacts" } });
      assert.deepEqual(ofS3()[0], `s3:PutObject artifacts/${name}/<sha256>.zip`);
      assert.equal((await get((await shop.outputs()).localUrl)).status, 200);
      await shop.pulumi("destroy", "--yes");
      assert.deepEqual(shop.aws.account.contents, [`${bucketType} artifacts`]);

      shop.project.declare({ [`api_${"X".repeat(60)}`]: { entry: "api", ...large } });
      const preview = await shop.pulumi("preview", "--diff");
      assert.match(preview, /bucket +: "shop-dev-api-x{33}-[0-9a-f]{8}-[0-9a-f]{7}"/);
    });
  });
});
