import assert from "node:assert/strict";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type LocalCloud, startLocalCloud } from "../local-cloud.js";

const notRunning =
  'The local cloud is not running. Start it with "goserverless local start", or deploy with "pulumi up".\n';

async function bodyOf(url: string): Promise<string> {
  const [response] = (await once(get(url), "response")) as [IncomingMessage];
  return text(response);
}

describe("goserverless local", function () {
  this.timeout(120_000);
  let cloud: LocalCloud;

  before(async () => {
    cloud = await startLocalCloud();
  });
  after(() => cloud.end());

  const running = async (): Promise<string> => {
    const { pid, version } = await cloud.emulator.status();
    return `The local cloud is running: process ${pid}, goserverless ${version}.\n`;
  };

  it("shows that nothing is deployed", async () => {
    assert.deepEqual(await cloud.run(["local", "status"]), {
      status: 0,
      stdout: `${await running()}\n  Nothing is deployed.\n`,
      stderr: "",
    });
  });

  it("starts what is running already by showing it", async () => {
    const before = await running();
    const { status, stdout, stderr } = await cloud.run(["local", "start"]);
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 0, stdout: `${before}\n  Nothing is deployed.\n`, stderr: "" },
    );
  });

  it("stops, and starts again with every function at the same URL", async () => {
    const { url } = await cloud.deploy("hello", "greeter");
    assert.equal(await bodyOf(url), "Hello!\n");
    assert.deepEqual(await cloud.run(["local", "stop"]), {
      status: 0,
      stdout: "The local cloud is stopped.\n",
      stderr: "",
    });
    const { status, stdout, stderr } = await cloud.run(["local", "start"]);
    const expected = `${await running()}
  NAME   VERSION  ${"URL".padEnd(url.length)}  CODE  WARM  INSTANCES
  hello        1  ${url}  zip      0  none
`;
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: expected, stderr: "" });
    assert.equal(await bodyOf(url), "Hello!\n");
  });

  it("shows functions as one document with --json", async () => {
    const { url, version: deployed } = await cloud.deploy("hello", "greeter", { tags: { team: "shop" } });
    await bodyOf(url);
    const { status, stdout, stderr } = await cloud.run(["local", "status", "--json"]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    const { pid, version } = await cloud.emulator.status();
    assert.deepEqual(JSON.parse(stdout), {
      schema: 1,
      running: true,
      pid,
      version,
      functions: [
        {
          name: "hello",
          url,
          version: deployed,
          contract: "fc",
          kind: "zip",
          isolation: "none",
          sha256: cloud.programs.greeter.sha256,
          warmTarget: 0,
          instances: { starting: 0, idle: 1, busy: 0 },
          tags: { team: "shop" },
        },
      ],
    });
  });

  describe("when it is not running", () => {
    before(() => cloud.run(["local", "stop"]));

    const answers = [
      { args: ["local", "status"], status: 0, stdout: "The local cloud is not running.\n", stderr: "" },
      { args: ["local", "stop"], status: 0, stdout: "The local cloud is not running.\n", stderr: "" },
      { args: ["invoke", "hello"], status: 1, stdout: "", stderr: notRunning },
      { args: ["logs", "hello"], status: 1, stdout: "", stderr: notRunning },
      { args: ["report"], status: 1, stdout: "", stderr: notRunning },
    ];
    for (const { args, ...expected } of answers) {
      it(`answers "goserverless ${args.join(" ")}" with a sentence`, async () => {
        assert.deepEqual(await cloud.run(args), expected);
      });
    }

    it("says so in the document of --json", async () => {
      const { status, stdout, stderr } = await cloud.run(["local", "status", "--json"]);
      assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
      assert.deepEqual(JSON.parse(stdout), {
        schema: 1,
        running: false,
        pid: null,
        version: null,
        functions: [],
      });
    });
  });
});
