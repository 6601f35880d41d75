import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { StandinAws } from "../standins/aws/standin-aws.js";

const root = path.resolve(__dirname, "../..");

describe("npm run e2e:aws", function () {
  this.timeout(600_000);
  let aws: StandinAws;
  let gateway: http.Server;

  beforeEach(async () => {
    aws = await StandinAws.start();
    gateway = http.createServer(({ url, headers: { host, ...headers } }, response) => {
      const target = new URL(url ?? "/", aws.localUrl(`https://${host}/`));
      const forwarded = http.get(target, { headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      });
      forwarded.once("error", () => response.destroy());
    });
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    gateway.closeAllConnections();
    gateway.close();
    await aws.stop();
  });

  it("shows every claim, and removes all that it made", async () => {
    const { status, output } = await ended(start("--yes"));
    assert.equal(status, 0, output);
    assert.deepEqual(
      [...output.matchAll(/^(ok|not ok) (\d+)/gm)].map(([line]) => line),
      Array.from({ length: 13 }, (_, index) => `ok ${index + 1}`),
    );
    assert.match(output, /^Everything is removed\.$/m);
    assert.deepEqual(aws.account.contents, []);
  });

  it("says what it makes and costs, and makes nothing when nobody confirms it", async () => {
    const { status, output } = await ended(start());
    assert.equal(status, 2);
    assert.equal(
      output,
      `This creates a Lambda function with a role, a log group and warm instances, all named goserverless-e2e*, in us-east-1,
in the account of your AWS credentials, and removes them at the end, also when it fails.
It takes less than 1 h and costs at most $0.04:
  7 warm instances x 0.125 GB x 3600 s x $0.0000033334 = $0.011
  72000 calls x $4e-7 = $0.029

Nobody is there to confirm it: run \`npm run e2e:aws -- --yes\`.
`,
    );
    assert.deepEqual(aws.calls, []);
  });

  it("asks for a region", async () => {
    const run = start("--yes", { AWS_REGION: "", AWS_DEFAULT_REGION: "" });
    assert.deepEqual(await ended(run), {
      status: 2,
      output: 'AWS_REGION must name the region to use, such as "eu-west-1".\n',
    });
  });

  it("removes what was made when a needed step fails", async () => {
    aws.journal.fail({ action: "lambda:CreateAlias" });
    const { status, output } = await ended(start("--yes"));
    assert.equal(status, 1);
    assert.match(output, /^not ok 1 - A stack is created in one run.*\n {4}Diagnostics:\n/m);
    assert.match(
      output,
      /AccessDeniedException: The stand-in was told to fail\..*Everything is removed\.\n$/s,
    );
    assert.deepEqual(aws.account.contents, []);
  });

  it("removes what was made when it is interrupted", async () => {
    const hold = aws.journal.hold({ action: "lambda:PutProvisionedConcurrencyConfig" });
    const run = start("--yes");
    const end = ended(run);
    await hold.reached;
    run.kill("SIGINT");
    hold.release();
    const { status, output } = await end;
    assert.equal(status, 130, output);
    assert.match(
      output,
      /SIGINT: everything is being removed, which takes a few minutes\.\nEverything is removed\.\n$/,
    );
    assert.deepEqual(aws.account.contents, []);
  });

  it("says what is left, and how to remove it, when that fails", async () => {
    aws.journal.fail({ action: "lambda:CreateAlias" });
    aws.journal.fail({ action: "lambda:DeleteFunction", times: 2 });
    const { status, output } = await ended(start("--yes"));
    assert.equal(status, 1);
    const [, left = "", command = ""] =
      /These are left in the account:\n(.*)Remove them with:\n {2}(.*)\n$/s.exec(output) ?? [];
    assert.match(left, / {2}aws:lambda\/function:Function goserverless-e2e[0-9a-f]{6}-hello-[0-9a-f]{7}\n/);
    assert.ok(aws.account.contents.length > 0);
    const repaired = await ended(spawn("sh", ["-c", command], { env: aws.environment(process.env) }));
    assert.equal(repaired.status, 0, repaired.output);
    assert.deepEqual(aws.account.contents, []);
  });

  function start(...args: (string | NodeJS.ProcessEnv)[]): ChildProcess {
    const { port } = gateway.address() as AddressInfo;
    const settings = args.find((arg) => typeof arg === "object");
    const env = {
      ...aws.environment(process.env),
      GOSERVERLESS_E2E_AWS_GATEWAY: `http://127.0.0.1:${port}`,
      ...settings,
    };
    const options = args.filter((arg) => typeof arg === "string");
    const main = path.join(root, "tests/e2e-aws/main.ts");
    return spawn(process.execPath, ["--import", "tsx", main, ...options], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
});

function ended(child: ChildProcess): Promise<{ status: number | null; output: string }> {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (status) => resolve({ status, output }));
  });
}
