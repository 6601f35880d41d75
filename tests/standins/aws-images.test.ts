import assert from "node:assert/strict";
import * as fs from "node:fs";
import { toBlob } from "../../build/oci/blob.js";
import { toImage } from "../../build/oci/image.js";
import { openClient } from "../../build/oci/registry/client.js";
import { pushImage } from "../../build/oci/registry/push.js";
import { putManifest } from "../../build/oci/registry/put-manifest.js";
import { imageRequest } from "../build/oci/image-request.js";
import { fixtureBinary } from "../emulator/fixtures.js";
import { Customer, host, words } from "./aws-customer.js";
import { pullImage } from "./pull-image.js";

/** As the image format calls the processors. */
const [here, elsewhere] = host === "arm64" ? (["arm64", "amd64"] as const) : (["amd64", "arm64"] as const);

describe("a function of the stand-in account that is an image", function () {
  this.timeout(60_000);
  const customer = new Customer({ images: true });

  beforeEach(async () => {
    const { code: _, runtime: __, handler: ___, ...rest } = customer.base;
    customer.base = { ...rest, packageType: "Image" };
    await customer.create("Repository", { name: "api", forceDelete: true });
    await allow("arn:aws:lambda:us-east-1:123456789012:function:*");
  });

  const allow = (functions: string) => {
    const statement = {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Condition: { StringLike: { "aws:sourceArn": functions } },
    };
    return customer.create("RepositoryPolicy", {
      repository: "api",
      policy: JSON.stringify({ Statement: [statement] }),
    });
  };

  async function push(edition = "1", architecture: "amd64" | "arm64" = here): Promise<string> {
    const binary = fs.readFileSync(await fixtureBinary("lambda"));
    const included = [{ name: `edition-${edition}`, bytes: Buffer.from(edition), executable: false }];
    const image = await toImage(imageRequest({ binary, included, architecture }));
    const { registry } = customer.aws;
    return pushImage(image, `${registry.host}/api:v${edition}`, { credentials: credentials() });
  }

  function credentials() {
    const { username: user, password } = customer.aws.registry.login;
    return { user, password };
  }

  const pulled = (uri: string, architecture: "amd64" | "arm64" = here) =>
    pullImage(uri, { login: customer.aws.registry.login, architecture });
  const create = (imageUri: string, more: object = {}) =>
    customer.create("Function", { ...customer.base, imageUri, ...more });
  const call = async (order: string, qualifier?: string) =>
    JSON.parse((await customer.aws.invoke("api", qualifier, { do: order })).payload.toString());
  const files = async (qualifier?: string): Promise<string[]> => (await call("folder", qualifier)).files;

  it("runs what is in it, and tells its digest", async () => {
    const uri = await push();
    const { outputs } = await create(uri);
    assert.equal(outputs["codeSha256"], uri.slice(uri.indexOf(":", uri.indexOf("@")) + 1));
    assert.equal(outputs["imageUri"], uri);
    assert.ok((await files()).includes("edition-1 644"));
    const { config } = await pulled(uri);
    assert.ok((await call("environment")).includes(config.environment[0]));
  });

  it("has versions, each with the image that it was published with", async () => {
    const first = await create(await push());
    await customer.update("Function", first, { imageUri: await push("2") });
    const editions = [await files("1"), await files("2")].flat().filter((name) => /^edition-/.test(name));
    assert.deepEqual(editions, ["edition-1 644", "edition-2 644"]);
  });

  it("is seen to be another when somebody changed its image by hand", async () => {
    const created = await create(await push());
    const imageUri = await push("2");
    const image = await pulled(imageUri);
    const sha256 = image.digest.slice("sha256:".length);
    customer.api.replaceCode({ image, imageUri, sha256, bytes: 0 }, [host]);
    const found = await customer.refresh("Function", created);
    assert.deepEqual([found?.["imageUri"], found?.["codeSha256"]], [imageUri, sha256]);
  });

  it("is made of an image for another processor as well", async () => {
    const { config } = await pulled(await push("1", elsewhere), elsewhere);
    assert.equal(config.architecture, elsewhere);
    await create(await push("1", elsewhere));
    assert.equal(customer.api.lastVersion, "1");
  });

  it("is refused, in Lambda's words", async () => {
    const uri = await push();
    const { registry } = customer.aws;
    const none = `${registry.host}/api@sha256:${"0".repeat(64)}`;
    const cases: [uri: string, words: string][] = [
      [
        none,
        `InvalidParameterValueException: Source image ${none} does not exist. Provide a valid source image.`,
      ],
      [
        "api:v1",
        "InvalidParameterValueException: Source image api:v1 is not valid. Provide a valid source image.",
      ],
    ];
    const client = openClient(registry.host, { credentials: credentials() });
    const type = "application/vnd.oci.image.index.v1+json";
    const index = toBlob(
      type,
      Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, manifests: [] })),
    );
    await putManifest(client, "api", index, index.digest);
    client.close();
    const listed = `${registry.host}/api@${index.digest}`;
    cases.push([
      listed,
      `InvalidParameterValueException: The image manifest, config or layer media type for the source image ${listed} is not supported.`,
    ]);
    for (const [each, expected] of cases) assert.equal(await words(create(each)), expected);
    await allow("arn:aws:lambda:us-east-1:123456789012:function:other-*");
    assert.equal(
      await words(create(uri)),
      "AccessDeniedException: Lambda does not have permission to access the ECR image. Check the ECR permissions.",
    );
  });

  it("loses its images with their repository, which has to be told so", async () => {
    await push();
    const { registry } = customer.aws;
    assert.equal(registry.manifests("api").length, 1);
    const keep = { id: "api", outputs: { name: "api" } };
    customer.aws.account.table("aws:ecr/repository:Repository").set("api", { name: "api" });
    assert.match(await words(customer.remove("Repository", keep)), /^RepositoryNotEmptyException: /);
    customer.aws.account
      .table("aws:ecr/repository:Repository")
      .set("api", { name: "api", forceDelete: true });
    await customer.remove("Repository", keep);
    assert.deepEqual(registry.manifests("api"), []);
    assert.deepEqual(customer.aws.account.contents, ["aws:iam/role:Role api"]);
  });
});
