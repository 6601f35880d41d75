import assert from "node:assert/strict";
import * as fs from "node:fs";
import { toBlob } from "../../build/oci/blob.js";
import { toImage } from "../../build/oci/image.js";
import { openClient } from "../../build/oci/registry/client.js";
import { pushImage } from "../../build/oci/registry/push.js";
import { putManifest } from "../../build/oci/registry/put-manifest.js";
import { imageRequest } from "../build/oci/image-request.js";
import { type DebianRegistry, startDebianRegistry } from "../build/oci/registry/debian-registry.js";
import { get } from "../e2e/load.js";
import { fixtureBinary } from "../emulator/fixtures.js";
import { Customer, words } from "./aliyun-customer.js";
import type { Resource } from "./customer.js";
import type { Props } from "./wire.js";

const login = { username: "deployer", password: "hunter2" };
const credentials = { user: login.username, password: login.password };

describe("functions of images on Aliyun", function () {
  this.timeout(60_000);
  const customer = new Customer();
  let registry: DebianRegistry;

  before(async () => {
    await fixtureBinary("fc");
    registry = await startDebianRegistry({ login: credentials });
  });
  after(() => registry.close());
  beforeEach(() => {
    customer.aliyun.addRegistry(registry.host, login);
    const { code: _, customRuntimeConfig: __, ...rest } = customer.base;
    customer.base = { ...rest, runtime: "custom-container", handler: "image" };
  });

  /** An image of each edition, in the registry. */
  async function push(edition = "1", architecture: "amd64" | "arm64" = "amd64"): Promise<string> {
    const binary = fs.readFileSync(await fixtureBinary("fc"));
    const included = [{ name: "edition.txt", bytes: Buffer.from(edition), executable: false }];
    const image = await toImage(imageRequest({ binary, included, architecture }));
    return pushImage(image, `${registry.host}/api:${architecture}-${edition}`, { credentials });
  }

  const container = (image: string, more: Props = {}) => ({
    customContainerConfig: { image, port: 9000, ...more },
  });
  const create = async (image?: string) => customer.function(container(image ?? (await push())));
  const change = async (fn: Resource, edition: string) =>
    customer.update("V3Function", fn, container(await push(edition)));
  /** What is told at each of so many more looks. */
  async function looks(fn: Resource, count: number): Promise<unknown[]> {
    const told: unknown[] = [];
    for (let look = 0; look < count; look++) {
      const { state, lastUpdateStatus } = (await customer.refresh("V3Function", fn)) ?? {};
      told.push(`${state} ${lastUpdateStatus}`);
    }
    return told;
  }
  const environment = async (): Promise<string> => {
    const { body } = await get(`${customer.localUrl(await customer.trigger())}environment`);
    return body;
  };

  it("are pending for as many looks as the rules say, and then active", async () => {
    customer.rules = { preparationLooks: 3 };
    const fn = await create();
    assert.equal(fn.outputs["state"], "Pending");
    assert.deepEqual(await looks(fn, 3), ["Pending Successful", "Pending Successful", "Active Successful"]);
  });

  it("take no call before that", async () => {
    const fn = await create();
    await assert.rejects(customer.aliyun.invoke("api", "LATEST", { do: "environment" }), {
      message: "function 'api' is Pending, and its last update Successful",
    });
    await looks(fn, 1);
    assert.match(await environment(), /FC_FUNCTION_NAME=api/);
  });

  for (const [title, variables, path] of [
    ["", {}, "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    [", and what the function says of it", { PATH: "/own" }, "/own"],
  ] as const) {
    it(`run the entrypoint of the image with its environment${title}`, async () => {
      customer.base = { ...customer.base, environmentVariables: variables };
      await looks(await create(), 1);
      assert.ok((await environment()).includes(`PATH=${path}"`));
    });
  }

  it("go on with the image before as long as the next one is prepared", async () => {
    customer.rules = { preparationLooks: 2 };
    const fn = await create();
    await looks(fn, 2);
    const { codeSha256 } = customer.api;
    const changed = await change(fn, "2");
    assert.equal(changed.outputs["lastUpdateStatus"], "InProgress");
    assert.equal(customer.api.codeSha256, codeSha256);
    assert.deepEqual(await looks(changed, 2), ["Active InProgress", "Active Successful"]);
    assert.notEqual(customer.api.codeSha256, codeSha256);
  });

  it("tell which image is run, which a refresh finds again", async () => {
    const uri = await push();
    const fn = await create(uri);
    const { customContainerConfig } = (await customer.refresh("V3Function", fn)) ?? {};
    assert.deepEqual(customContainerConfig, {
      image: uri,
      port: 9000,
      commands: [],
      entrypoints: [],
      resolvedImageUri: uri,
    });
  });

  const nobody = `sha256:${"0".repeat(64)}`;
  const unusable: [title: string, image: () => Promise<string>, reason: (image: string) => string][] = [
    [
      "an index",
      async () => {
        const [name, digest = ""] = (await push()).split("@");
        const type = "application/vnd.oci.image.index.v1+json";
        const entry = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest, size: 1 };
        const index = { schemaVersion: 2, mediaType: type, manifests: [entry] };
        const client = openClient(registry.host, { credentials });
        const blob = toBlob(type, Buffer.from(JSON.stringify(index)));
        await putManifest(client, "api", blob, "all").finally(() => client.close());
        return `${name}:all`;
      },
      () => "platform of image is unknown/unknown",
    ],
    ["an image for arm64", () => push("1", "arm64"), () => "platform of image must be linux/amd64"],
    [
      "an image that is not there",
      async () => `${registry.host}/api@${nobody}`,
      (image) => `failed to pull the image: ${image}: the registry answered 404`,
    ],
    [
      "an image of a registry that is not the account's",
      async () => `127.0.0.1:1/api@${nobody}`,
      () => "failed to pull the image: the account has no registry 127.0.0.1:1",
    ],
  ];
  for (const [title, image, reason] of unusable) {
    it(`fail with ${title}`, async () => {
      const uri = await image();
      const fn = await create(uri);
      assert.deepEqual(await looks(fn, 2), ["Failed Successful", "Failed Successful"]);
      assert.equal((await customer.refresh("V3Function", fn))?.["stateReason"], reason(uri));
    });

    it(`are refused at once with ${title}, where the rules say so`, async () => {
      customer.rules = { imageCheck: "at once" };
      const uri = await image();
      assert.equal(await words(create(uri)), `InvalidArgument: ${reason(uri)}`);
      assert.deepEqual(customer.aliyun.account.contents, []);
    });
  }

  it("keep what they were when the next image fails, until another one comes", async () => {
    const fn = await create();
    await looks(fn, 1);
    const { codeSha256 } = customer.api;
    customer.rules = { preparation: "fails" };
    const failed = await change(fn, "2");
    assert.deepEqual(await looks(failed, 1), ["Active Failed"]);
    assert.equal(
      (await customer.refresh("V3Function", failed))?.["lastUpdateStatusReason"],
      "the image could not be converted for acceleration",
    );
    assert.equal(customer.api.codeSha256, codeSha256);
    assert.match(await environment(), /FC_FUNCTION_NAME=api/);
    customer.rules = { preparation: "succeeds" };
    const healed = await change(failed, "3");
    assert.deepEqual(await looks(healed, 1), ["Active Successful"]);
    assert.notEqual(customer.api.codeSha256, codeSha256);
  });

  it("have no version and no ready instances before the image is prepared", async () => {
    customer.rules = { preparationLooks: 9 };
    await create();
    const refusal = "InvalidArgument: function 'api' is Pending, and its last update Successful";
    assert.equal(await words(customer.version()), refusal);
    assert.equal(await words(customer.warm()), refusal);
  });

  it("have versions that keep their image", async () => {
    const fn = await create();
    await looks(fn, 1);
    await customer.version();
    const changed = await change(fn, "2");
    await looks(changed, 1);
    await customer.version("second");
    const [one, two] = ["1", "2"].map((id) => customer.api.version(id).imageDigest);
    assert.ok(one && two && one !== two);
  });

  const refused: [title: string, changes: Props, message: string][] = [
    [
      "the port 0, which the provider makes of none",
      { customContainerConfig: { image: "127.0.0.1:1/api" } },
      "the port 0 must be between 1 and 65535",
    ],
    [
      "no image",
      { customContainerConfig: undefined },
      "customContainerConfig.image must be set for custom-container alone, not for custom-container",
    ],
    [
      "an image for a zip's runtime",
      { runtime: "custom.debian12", ...container("127.0.0.1:1/api") },
      "customContainerConfig.image must be set for custom-container alone, not for custom.debian12",
    ],
    [
      "layers",
      { ...container("127.0.0.1:1/api"), layers: ["acs:fc:cn-hangzhou:1:layers/a/versions/1"] },
      "runtime: custom-container is not supported by layer:acs:fc:cn-hangzhou:1:layers/a/versions/1",
    ],
    [
      "code, even none",
      { ...container("127.0.0.1:1/api"), code: {} },
      "Either ossBucketName/ossObjectName or zipFile must be set",
    ],
  ];
  for (const [title, changes, message] of refused) {
    it(`refuse ${title}`, async () => {
      assert.equal(await words(customer.function(changes)), `InvalidArgument: ${message}`);
    });
  }
});
