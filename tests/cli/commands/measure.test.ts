import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LambdaAccount, serveLambda } from "../../evidence/calls/lambda-account.js";
import { awsFunction, component, stateOf } from "../../evidence/calls/state-of.js";
import { type FakePulumi, putPulumi } from "../fake-pulumi.js";
import { type LocalCloud, startLocalCloud } from "../local-cloud.js";
import { type CliResult, runCli } from "../run-cli.js";

describe("goserverless measure", function () {
  this.timeout(120_000);
  let cloud: LocalCloud;
  let folders = 0;

  before(async () => {
    cloud = await startLocalCloud();
    await cloud.deploy("shop-dev-hello", "greeter", { tags: { "goserverless:name": "hello" } });
  });
  after(() => cloud.end());

  /** Measures with a pretended Pulumi on the path. */
  async function measure(
    pulumi: FakePulumi,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<CliResult & { readonly folder: string }> {
    const folder = join(cloud.folder, `project-${++folders}`);
    await mkdir(folder);
    const PATH = await putPulumi(folder, pulumi);
    const all = { ...cloud.environment, PATH, ...environment };
    return { ...(await runCli(["measure", ...args], { environment: all })), folder };
  }

  const printed = (state: object): FakePulumi => ({ stdout: JSON.stringify(state) });

  it("measures a function on the local cloud: every cold call has an init time, and no warm one", async () => {
    const { status, stdout, stderr } = await cloud.run([
      "measure",
      "hello",
      "--cold=7",
      "--warm=12",
      "--json",
    ]);
    assert.equal(stderr, "");
    assert.equal(status, 0);
    const { schema, functions } = JSON.parse(stdout);
    assert.equal(schema, 1);
    const [{ init, cold, warm, ...about }] = functions;
    assert.deepEqual([init.runs, cold.runs, warm.runs], [7, 7, 12]);
    assert.ok(cold.p50.ms >= init.p50.ms, "the way there and back is part of a round trip");
    assert.ok(init.p50.interval95Ms[0] > 0 && init.p50.interval95Ms[0] <= init.p50.ms);
    assert.equal(init.p90.interval95Ms, null);
    assert.equal(about.published.runtime, "provided.al2023");
    assert.deepEqual(
      { ...about, published: null, architecture: null },
      {
        name: "hello",
        cloud: "local",
        region: null,
        functionName: "shop-dev-hello",
        version: "1",
        packaging: "zip",
        architecture: null,
        memoryMb: null,
        coldStart: null,
        calls: { made: 19, failed: 0, throttled: 0, unreported: 0 },
        published: null,
        notes: [],
      },
    );
  });

  it("shows it as a table", async () => {
    const { status, stdout } = await cloud.run(["measure", "shop-dev-hello", "--cold=2", "--warm=2"]);
    assert.equal(status, 0);
    assert.ok(stdout.startsWith("shop-dev-hello  local  shop-dev-hello  version 1\n\n"), stdout);
    assert.match(stdout, /^ {2}init .* 2 calls$/m);
    assert.match(stdout, /^ {2}cold round trip .* 2 calls$/m);
    assert.match(stdout, /^ {2}warm round trip .* 2 calls$/m);
  });

  it("counts calls that the function failed, and sends the event that it is told to", async () => {
    const run = await cloud.run(["measure", "hello", "--cold=2", "--warm=1", "--data=fail", "--json"]);
    const [{ init, warm, calls }] = JSON.parse(run.stdout).functions;
    assert.deepEqual([init, warm, calls.made, calls.failed], [null, null, 3, 3]);
  });

  it("measures a function of a stack that is deployed to the local cloud, without a question", async () => {
    const local = component("greet", {
      functionName: "shop-dev-hello",
      functionId: "shop-dev-hello",
      version: "1",
      qualifier: "live",
    });
    const { status, stdout, folder } = await measure(printed(stateOf(local)), [
      "dev",
      "greet",
      "--cold=1",
      "--warm=1",
      "--json",
    ]);
    assert.equal(status, 0);
    const [{ name, calls }] = JSON.parse(stdout).functions;
    assert.deepEqual([name, calls.made], ["greet", 2]);
    const asked = JSON.parse(await readFile(join(folder, "pulumi-arguments.json"), "utf8"));
    assert.deepEqual(asked, ["stack", "export", "--stack=dev", "--non-interactive", "--color=never"]);
  });

  describe("of a function on aws", () => {
    let account: LambdaAccount;
    const credentials = () => ({
      AWS_ENDPOINT_URL: `http://${account.host}`,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "very-secret",
      AWS_CONFIG_FILE: "/nonexistent",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
    });
    const both = stateOf(...awsFunction("hello"), ...awsFunction("api"));

    beforeEach(async () => {
      account = await serveLambda({ bursts: [2] });
    });
    afterEach(() => account.end());

    it("says what it would cost, and makes no call without --yes", async () => {
      const { status, stdout, stderr } = await measure(printed(both), ["prod"], credentials());
      assert.deepEqual([status, stdout], [2, ""]);
      assert.equal(
        stderr,
        'This calls for real, with the event of "--data", and every call is billed: shop-dev-hello of 256 MB on aws in eu-west-1, up to 720 calls; shop-dev-api of 256 MB on aws in eu-west-1, up to 720 calls. Add "--yes" to do it.\n',
      );
      assert.deepEqual(account.requests, []);
    });

    it("measures the one that is named", async () => {
      const args = ["prod", "api", "--cold=2", "--warm=3", "--yes", "--json"];
      const { status, stdout } = await measure(printed(both), args, credentials());
      assert.equal(status, 0);
      const { functions } = JSON.parse(stdout);
      assert.equal(functions.length, 1);
      const [{ functionName, region, init, warm, published, notes }] = functions;
      assert.deepEqual([functionName, region, notes], ["shop-dev-api", "eu-west-1", []]);
      assert.deepEqual([init.runs, init.p50.ms, init.p99.ms, warm.runs], [2, 41, 42, 3]);
      assert.equal(published.p50Ms, 40.9);
      assert.ok(!stdout.includes("123456789012") && !stdout.includes("very-secret"));
    });
  });

  const noStack = "error: no stack named 'prod' found\n";
  const noProject =
    "error: if you're using the --stack flag, pass the fully qualified name (organization/project/stack)\n";
  const refused: readonly (readonly [what: string, FakePulumi, args: string[], sentence: string])[] = [
    [
      "an unknown stack",
      { status: 255, stderr: noStack },
      ["prod"],
      '"prod" is neither a function on the local cloud nor a stack of the Pulumi project in this folder.',
    ],
    [
      "a folder without a project",
      { status: 255, stderr: noProject },
      ["prod"],
      '"prod" is no function on the local cloud, and this folder is in no Pulumi project that could have such a stack.',
    ],
    [
      "any other failure of Pulumi",
      { status: 255, stderr: "warning: old\nerror: passphrase must be set.\n" },
      ["prod"],
      'The state of the stack "prod" cannot be read: passphrase must be set.',
    ],
    [
      "a failure of Pulumi without a reason",
      { status: 1 },
      ["prod"],
      'The state of the stack "prod" cannot be read: it says nothing more.',
    ],
    [
      "a state that is none",
      { stdout: "Please log in" },
      ["prod"],
      '"pulumi stack export" did not print a state of "prod". Update Pulumi.',
    ],
    [
      "a stack that was never deployed",
      printed(stateOf()),
      ["prod"],
      'The stack "prod" was never deployed, or was destroyed. Run "pulumi up" first.',
    ],
    [
      "a function that is not in the stack",
      printed(stateOf(...awsFunction("hello"), ...awsFunction("api"))),
      ["prod", "hello", "other"],
      '"other" is not in the stack "prod". It has: hello, api.',
    ],
  ];
  for (const [what, pulumi, args, sentence] of refused) {
    it(`refuses ${what}`, async () => {
      const { status, stdout, stderr } = await measure(pulumi, args);
      assert.deepEqual([status, stdout, stderr], [1, "", `${sentence}\n`]);
    });
  }

  it("says so when there is no Pulumi to ask", async () => {
    const environment = { ...cloud.environment, PATH: cloud.folder };
    assert.deepEqual(await runCli(["measure", "prod"], { environment }), {
      status: 1,
      stdout: "",
      stderr:
        '"prod" is no function on the local cloud, and there is no command "pulumi" to look for a stack. Install Pulumi: https://www.pulumi.com/docs/install.\n',
    });
  });

  it("says so when the local cloud that a stack is deployed to does not run", async () => {
    const local = component("greet", {
      functionName: "shop-dev-hello",
      functionId: "shop-dev-hello",
      version: "1",
      qualifier: "live",
    });
    const environment = { GOSERVERLESS_STATE_DIR: join(cloud.folder, "elsewhere") };
    const { status, stderr } = await measure(printed(stateOf(local)), ["dev"], environment);
    assert.equal(status, 1);
    assert.equal(
      stderr,
      'The local cloud is not running. Start it with "goserverless local start", or deploy with "pulumi up".\n',
    );
  });
});
