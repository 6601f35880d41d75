import assert from "node:assert/strict";
import { working } from "../e2e/command-outcome.js";
import { get, startLoad } from "../e2e/load.js";
import { PulumiProject } from "../e2e/pulumi-project.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { StandinAws } from "../standins/aws/standin-aws.js";
import { programOf, toJavaScript } from "./page-program.js";

/** A function as somebody made it before: with a name, a role and a URL of its own, and no alias. */
const madeBefore = `
const pulumi = require("@pulumi/pulumi");
const { Role } = require("@pulumi/aws/iam/role.js");
const { Function } = require("@pulumi/aws/lambda/function.js");
const { FunctionUrl } = require("@pulumi/aws/lambda/functionUrl.js");
const { zip, architecture } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
const role = new Role("orders", { name: "orders-role", assumeRolePolicy });
const fn = new Function("orders", {
  name: "orders", role: role.arn, runtime: "provided.al2023", handler: "bootstrap",
  architectures: [architecture], code: new pulumi.asset.FileArchive(zip),
});
const url = new FunctionUrl("orders", { functionName: fn.name, authorizationType: "NONE" });
exports.orders = { functionName: fn.name, url: url.functionUrl, version: fn.version };
`;

interface Outputs {
  readonly url: string;
  readonly version: string;
}

/** Runs the programs of docs/aws.md as they stand there. */
describe("the moves that docs/aws.md describes", function () {
  this.timeout(300_000);
  let aws: StandinAws;
  let shop: PulumiProject;
  let legacy: PulumiProject;
  let oldUrl: string;

  before(async () => {
    aws = await StandinAws.start();
    [shop, legacy] = [new PulumiProject("shop"), new PulumiProject("legacy")];
    for (const project of [shop, legacy]) Object.assign(project.env, aws.environment(project.env));
    for (const name of ["orders", "checkout"]) shop.writeFunction(`cmd/${name}`, "Hello, %s!");
    legacy.write("index.js", madeBefore);
    const architecture = process.arch === "arm64" ? "arm64" : "x86_64";
    legacy.write("settings.json", JSON.stringify({ zip: (await fixtureZip("lambda")).zip, architecture }));
    await legacy.init("dev", "aws");
    await working(legacy.up());
    oldUrl = aws.localUrl((await legacy.outputs())["orders"]?.url ?? "");
    await shop.init("dev", "aws");
  });
  after(async () => {
    await shop.dispose();
    await legacy.dispose();
    await aws.stop();
  });

  it("leaves an existing function alone beside the new one", async () => {
    const { failures, requests } = await underLoad(() => deploy(block("./cmd/checkout")));
    assert.deepEqual(failures, []);
    assert.ok(requests > 0);
    assert.deepEqual(
      aws.writes.filter((line) => / orders\b/.test(line)),
      [],
    );
    await destroyed();
  });

  it("renames a function that keeps its URL", async () => {
    const renamed = block("./cmd/checkout");
    const first = await deploy(
      renamed.replace('"checkout"', '"orders"').replace('name.replace("checkout", "orders")', "name"),
    );
    const second = await deploy(renamed);
    assert.equal(second.url, first.url);
    assert.deepEqual(aws.writes.map((line) => line.split(" ")[0]).sort(), [
      "iam:TagRole",
      "lambda:TagResource",
      "logs:TagResource",
    ]);
    const transforms = /\n {4}transforms: .*?\n {4}\],/s;
    assert.equal((await deploy(renamed.replace(transforms, ""))).url, first.url);
    assert.deepEqual(aws.writes, []);
    await destroyed();
  });

  it("imports a function only with its name, and leaves it as it is otherwise", async () => {
    shop.write(
      "index.js",
      toProgram(block('import: "orders"').replace('...props, name: "orders"', "...props")),
    );
    aws.journal.clear();
    const { status, output } = await shop.up();
    assert.notEqual(status, 0);
    assert.match(output, /name: \{orders\} => \{shop-dev-orders-[0-9a-f]{7}\}/);
    assert.deepEqual(
      aws.writes.filter((line) => line.startsWith("lambda:")),
      [],
    );
    // It is in the state by now, and must not go with it.
    await working(shop.pulumi("state", "delete", "--yes", "--stack", "dev", functionUrn()));
    await destroyed();
  });

  it("imports a function without one failed call, and keeps it after", async () => {
    const imported = block('import: "orders"');
    const { failures, bodies } = await underLoad(() => deploy(imported));
    assert.deepEqual(failures, []);
    assert.equal(bodies.at(-1), "Hello, world!\n");
    assert.ok(aws.writes.includes("lambda:UpdateFunctionCode orders"));
    assert.ok(aws.writes.includes("lambda:CreateAlias orders:live"));

    const { version } = await deploy(imported.replace('{ import: "orders" }', "{}"));
    assert.equal(version, "1");
    assert.deepEqual(aws.writes, []);
    assert.equal((await get(oldUrl)).status, 200);
  });

  async function underLoad(work: () => Promise<unknown>) {
    await get(oldUrl);
    const load = startLoad(oldUrl, 1);
    await work();
    return load.stop();
  }

  async function deploy(program: string): Promise<Outputs> {
    shop.write("index.js", toProgram(program));
    aws.journal.clear();
    await working(shop.up());
    return (await shop.outputs()) as unknown as Outputs;
  }

  async function destroyed(): Promise<void> {
    await working(shop.pulumi("destroy", "--yes", "--stack", "dev"));
    assert.equal((await get(oldUrl)).status, 200);
  }

  function functionUrn(): string {
    return /urn:[^"]*aws:lambda\/function:Function::[^"]*/.exec(shop.state())?.[0] ?? "";
  }
});

const block = (words: string) => programOf("docs/aws.md", words);

/** For this machine, where the stand-in runs the binary. */
function toProgram(text: string): string {
  const architecture = process.arch === "arm64" ? "arm64" : "amd64";
  return toJavaScript(text.replace("entry:", `architecture: "${architecture}", entry:`));
}
