import assert from "node:assert/strict";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { DeploymentRecord } from "../../../evidence/history/deployment-record.js";
import { launchBrowser } from "../../report/browser.js";
import { toRecord } from "../../report/page/stack-pages.js";
import { type LocalCloud, startLocalCloud } from "../local-cloud.js";

const hello = resolve(__dirname, "../../../examples/hello");

describe("goserverless report --html", function () {
  this.timeout(120_000);
  let cloud: LocalCloud;

  before(async () => {
    cloud = await startLocalCloud();
  });
  after(() => cloud.end());

  const page = (name: string) => join(cloud.folder, name);
  const few = ["--cold", "2", "--warm", "5", "--runs", "3"];

  async function remember(record: DeploymentRecord): Promise<void> {
    const { project, stack, name } = record;
    const file = join(cloud.folder, "state", "history", project, stack, `${name}.jsonl`);
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify(record)}\n`);
  }

  it("refuses a stack when none was deployed, and leaves no file", async () => {
    assert.deepEqual(await cloud.run(["report", "--html", "none.html", "--stack", "dev"]), {
      status: 1,
      stdout: "",
      stderr:
        'The stack "dev" was never deployed from this machine, nor was any other. Deploy it with "pulumi up".\n',
    });
    await assert.rejects(readFile(page("none.html")), { code: "ENOENT" });
  });

  it("refuses a file in a folder that is not there, before anything is measured", async () => {
    assert.deepEqual(await cloud.run(["report", "--html", "nowhere/page.html"]), {
      status: 1,
      stdout: "",
      stderr: `"--html" must be a file in a folder that can be written to, got "${page("nowhere/page.html")}": no such file or directory.\n`,
    });
  });

  const usages = [
    {
      args: ["--html", "a.html", "--json"],
      sentence: '"--html" writes a page, "--json" prints a document: choose one.',
    },
    { args: ["--stack", "dev"], sentence: '"--stack" is for a page: add "--html <file>".' },
    { args: ["--lang", "en"], sentence: '"--lang" is for a page: add "--html <file>".' },
  ];
  for (const { args, sentence } of usages) {
    it(`refuses ${args.join(" ")}`, async () => {
      const { status, stderr } = await cloud.run(["report", ...args]);
      assert.equal(status, 2);
      assert.ok(stderr.startsWith(sentence), stderr);
    });
  }

  it("measures an example with real calls, and shows it in a browser next to its history", async () => {
    const built = await cloud.run(["build", hello, "--json"]);
    const [{ path: zip, sha256, bytes, binary }] = JSON.parse(built.stdout).artifacts;
    const functionName = "shop-dev-hello";
    const { url } = await cloud.emulator.deploy(
      {
        name: functionName,
        contract: "lambda",
        memoryMb: 128,
        timeoutSeconds: 10,
        environment: {},
        requestsPerInstance: 1,
        idleSeconds: 300,
        warm: { instances: 1, schedules: [] },
        http: { stream: false },
        hooks: { initialize: false, preStop: false },
        logRetentionDays: 7,
        tags: { "goserverless:name": "hello", "goserverless:zip": zip, "goserverless:entry": hello },
      },
      { zip, sha256 },
    );
    for (let call = 0; call < 3; call++) await (await fetch(url)).text();
    const warm = { least: 1, most: 1, average: 1 };
    const known = { name: "hello", functionName, warm, url };
    await remember(toRecord(20, { ...known, binaryBytes: 6_000_000 }));
    await remember(toRecord(21, { ...known, binaryBytes: binary.bytes, artifactBytes: bytes }));
    await remember(toRecord(22, { stack: "prod", cloud: "aws", name: "far" }));

    const run = await cloud.run(["report", "--html", "page.html", "--lang", "zh", ...few]);
    assert.deepEqual(run, { status: 0, stdout: `${page("page.html")}\n`, stderr: "" });
    const browser = await launchBrowser();
    try {
      const opened = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await opened.goto(pathToFileURL(page("page.html")).href);
      assert.equal(await opened.title(), "资源栈 dev");
      await opened.getByLabel("English").check();
      const shown = await opened.evaluate<string>("document.querySelector('main').innerText");
      for (const text of [
        /^Stack dev$/m,
        /^Cold calls\t.* ms\t2$/m,
        /^Warm calls\t.* ms\t5$/m,
        /^Calls remembered from before this report: 3, of them cold: 0, at once: 1 at most\./m,
        /^Packages with an init: \d+\./m,
        /^Deployments from this machine, the latest first: 2 of 2$/m,
      ]) {
        assert.match(shown, text);
      }
      assert.doesNotMatch(shown, /^Notes$/m);
      const drawings = await opened.evaluate(
        "[...document.querySelectorAll('.in-en svg')].filter((each) => each.checkVisibility()).map((each) => each.classList[0])",
      );
      assert.deepEqual(drawings, ["treemap", "waterfall", "histogram", "histogram", "use", "history"]);
    } finally {
      await browser.close();
    }
  });

  it("shows of another cloud's stack what its deployments told", async () => {
    const run = await cloud.run(["report", "--html", "prod.html", "--stack", "shop/prod"]);
    assert.deepEqual(run, { status: 0, stdout: `${page("prod.html")}\n`, stderr: "" });
    const html = await readFile(page("prod.html"), "utf8");
    assert.match(html, /“goserverless measure prod far” measures it on its cloud\./);
  });

  it("asks for a stack where several have the function", async () => {
    await remember(toRecord(22, { project: "blog", stack: "prod", cloud: "aws", name: "far" }));
    assert.deepEqual(await cloud.run(["report", "far", "--html", "far.html"]), {
      status: 1,
      stdout: "",
      stderr:
        'A page shows one stack, and there are 2: blog/prod, shop/prod. Choose one, like "--stack blog/prod".\n',
    });
  });
});
