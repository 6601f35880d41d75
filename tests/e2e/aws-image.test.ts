import assert from "node:assert/strict";
import { pullForLambda } from "../standins/aws/lambda-image.js";
import { AwsProject, withoutSuffix } from "./aws-project.js";
import { get, startLoad } from "./load.js";

const name = "shop-dev-api";
const args = { packaging: "image", warm: { instances: 1 } } as const;

describe("an image on AWS", function () {
  this.timeout(300_000);
  let shop: AwsProject;
  /** What the CLI printed, all of it. */
  const printed: string[] = [];

  before(async () => {
    shop = await AwsProject.start({ images: true });
  });
  after(() => shop?.stop());

  const up = async () => {
    shop.aws.registry.requests.length = 0;
    const output = await shop.up(args);
    printed.push(output);
    return output;
  };
  const calls = () => shop.aws.calls.map(({ action }) => action);
  const pushed = () => shop.aws.registry.requests.map((line) => withoutSuffix(line));
  const answer = async () => (await get((await shop.outputs()).localUrl)).body;
  const deployed = async () => {
    const { functionName } = await shop.outputs();
    return shop.aws.account.function(functionName).config.imageUri ?? "";
  };
  const repository = () => {
    const [found] = shop.aws.account.table("aws:ecr/repository:Repository").keys();
    return found ?? assert.fail("There is no repository.");
  };

  it("is pushed to a repository of its own before the function is created, which answers", async () => {
    await up();
    const { writes } = shop;
    const at = (line: string) => writes.indexOf(line);
    assert.ok(at(`ecr:CreateRepository ${name}`) < at(`ecr:SetRepositoryPolicy ${name}`));
    assert.ok(at(`ecr:SetRepositoryPolicy ${name}`) < at(`lambda:CreateFunction ${name}`));
    assert.ok(at(`ecr:PutLifecyclePolicy ${name}`) !== -1);
    assert.equal(await answer(), "Hello, world!\n");
    const { writes: sent, host } = shop.aws.registry;
    const uri = await deployed();
    const [manifest, tag] = [sent.at(-1), uri.slice(uri.indexOf(":", uri.indexOf("@")) + 1)];
    assert.equal(manifest, `PUT /v2/${repository()}/manifests/${name}-${tag.slice(0, 12)}`);
    assert.equal(uri, `${host}/${repository()}@sha256:${tag}`);
  });

  it("has its SBOM and its provenance beside it", async () => {
    const { host, login } = shop.aws.registry;
    const uri = await deployed();
    const authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
    const list = `${uri.slice(uri.indexOf("@") + 1).replace(":", "-")}`;
    const found = await fetch(`http://${host}/v2/${repository()}/manifests/${list}`, {
      headers: { authorization, accept: "application/vnd.oci.image.index.v1+json" },
    });
    const { manifests } = (await found.json()) as { manifests: { artifactType: string }[] };
    assert.deepEqual(
      manifests.map(({ artifactType }) => artifactType),
      ["application/vnd.cyclonedx+json", "application/vnd.in-toto+json"],
    );
  });

  it("is asked for and not sent again when nothing changed", async () => {
    assert.match(await up(), /Resources:\n {4}14 unchanged\n/);
    assert.deepEqual(calls(), ["ecr:GetAuthorizationToken"]);
    assert.deepEqual(shop.aws.registry.writes, []);
    assert.ok(pushed().length > 0);
  });

  it("is neither asked for nor sent by a preview, which knows whether it changed", async () => {
    shop.aws.registry.requests.length = 0;
    shop.aws.journal.clear();
    const same = await shop.pulumi("preview", "--diff");
    assert.match(same, /Resources:\n {4}14 unchanged\n/);
    const before = await deployed();
    shop.project.writeFunction("api", "Ciao, %s!");
    const preview = await shop.pulumi("preview", "--diff");
    printed.push(same, preview);
    const [, from, to] = /~ imageUri +: "(\S+)" => "(\S+)"/.exec(preview) ?? assert.fail(preview);
    assert.equal(from, before);
    assert.match(to ?? "", /@sha256:[0-9a-f]{64}$/);
    assert.notEqual(to, from);
    assert.match(preview, /~ 2 to update\n {4}\+-1 to replace\n {4}3 changes\. 11 unchanged\n/);
    assert.deepEqual([calls(), shop.aws.registry.requests], [[], []]);
  });

  it("is replaced by the next version's under load without a failed call, and stays for a rollback", async () => {
    const before = await deployed();
    const { localUrl } = await shop.outputs();
    const load = startLoad(localUrl, 2, 5);
    await load.seen("Hello, world!\n");
    await up();
    await load.seen("Ciao, world!\n");
    const { failures, bodies } = await load.stop();
    assert.deepEqual(failures, []);
    assert.deepEqual(bodies, ["Hello, world!\n", "Ciao, world!\n"]);
    assert.deepEqual(shop.calls, [
      `lambda:UpdateFunctionCode ${name}`,
      `lambda:PublishVersion ${name}`,
      `lambda:PutProvisionedConcurrencyConfig ${name}:2`,
      `lambda:UpdateAlias ${name}:live`,
      `lambda:DeleteProvisionedConcurrencyConfig ${name}:1`,
    ]);
    const kept = shop.aws.registry.manifests(repository());
    const digests = [before, await deployed()].map((uri) => uri.slice(uri.indexOf("@") + 1));
    assert.equal(new Set(digests).size, 2);
    for (const digest of digests) assert.ok(kept.includes(digest), digest);
  });

  it("is found changed by a refresh when somebody deployed another by hand", async () => {
    const { functionName } = await shop.outputs();
    const fn = shop.aws.account.function(functionName);
    const imageUri = fn.versions.get("1")?.config.imageUri ?? assert.fail("Version 1 is no image.");
    const image = await pullForLambda(shop.aws.account, fn.arn, imageUri);
    fn.replaceCode({ image, imageUri, sha256: imageUri.slice(-64), bytes: 0 }, fn.config.architectures);
    await shop.pulumi("up", "--yes", "--skip-preview", "--refresh");
    assert.equal(await answer(), "Ciao, world!\n");
    assert.equal(fn.lastVersion, "3");
  });

  it("is not deployed when its push fails, and is by the next deployment", async () => {
    const { registry } = shop.aws;
    shop.project.writeFunction("api", "Servus, %s!");
    registry.isBroken = true;
    const failed = await shop.failingUp(args);
    printed.push(failed);
    assert.match(failed, /The registry 127\.0\.0\.1:\d+ refused .* with status 500/);
    assert.deepEqual(
      shop.calls.filter((line) => line.startsWith("lambda:")),
      [],
    );
    assert.equal(await answer(), "Ciao, world!\n");
    registry.isBroken = false;
    await up();
    assert.equal(await answer(), "Servus, world!\n");
  });

  it("leaves who pushed it neither in the state nor in what is printed or logged", async () => {
    const { username, password } = shop.aws.registry.login;
    const { functionName } = await shop.outputs();
    const texts = {
      state: await shop.pulumi("stack", "export", "--show-secrets"),
      printed: printed.join("\n"),
      log: await shop.aws.log(functionName),
    };
    const secrets = [password, Buffer.from(`${username}:${password}`).toString("base64")];
    for (const [where, text] of Object.entries(texts)) {
      assert.ok(text.length > 0, where);
      for (const secret of secrets) assert.ok(!text.includes(secret), where);
    }
  });

  it("is another function as a zip, whose repository goes with the images in it", async () => {
    const [{ functionName }, last] = [await shop.outputs(), repository()];
    await shop.up({ ...args, packaging: "zip" });
    assert.notEqual((await shop.outputs()).functionName, functionName);
    assert.equal(await answer(), "Servus, world!\n");
    assert.deepEqual(
      shop.aws.account.contents.filter((each) => each.startsWith("aws:ecr/")),
      [],
    );
    assert.deepEqual(shop.aws.registry.manifests(last), []);
  });

  it("goes with everything else", async () => {
    await up();
    const last = repository();
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aws.account.contents, []);
    assert.deepEqual(shop.aws.registry.manifests(last), []);
  });
});
