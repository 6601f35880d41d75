import assert from "node:assert/strict";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { toDocument } from "../../build/oci/documents.js";
import { writeLayout } from "../../build/oci/layout.js";
import type { DocumentedImage } from "../../build/oci/layout-files.js";
import { toSpec } from "../../components/spec.js";
import { aliyun } from "../../providers/aliyun/index.js";
import { declareImage, toReporter } from "../../providers/image.js";
import { toScope } from "../../providers/scope.js";
import { useFolders } from "../build/go-module.js";
import { type FaultRegistry, startFaultRegistry } from "../build/oci/registry/fault-registry.js";
import { bytesOf, imageOf } from "../build/oci/registry/small-image.js";
import { recordResources } from "../fakes/pulumi.js";
import { builtFor } from "./declarer.js";

const image: DocumentedImage = {
  ...imageOf(bytesOf(100)),
  referrers: [toDocument("sbom.cdx.json", Buffer.from("{}"))],
};
const sha256 = image.manifest.digest.replace("sha256:", "");

describe("declareImage", () => {
  const folders = useFolders();
  let registry: FaultRegistry;

  afterEach(() => registry.close());

  async function declare({ preview = false, password = "secret" } = {}) {
    const path = join(folders.folder, "layout");
    await writeLayout(image, path);
    const repository = `${registry.host}/shop/api`;
    const spec = toSpec("api", { entry: ".", packaging: "image", image: { repository } }, aliyun);
    let isSecret: Promise<boolean> = Promise.resolve(true);
    let logins = 0;
    const { outputs, registered } = await recordResources(
      () => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "api");
        const options = { parent, dependsOn: Promise.resolve([]) };
        const scope = toScope("api", spec, options, { maxPrefixLength: 64, hooks: undefined });
        const artifact = { ...builtFor("amd64", []), kind: "image", path, sha256 } as const;
        const login = () => {
          logins += 1;
          return { username: "deployer", password: pulumi.secret(password) };
        };
        const uri = declareImage(scope, pulumi.output(artifact), () => ({ repository, login }));
        isSecret = pulumi.isSecret(uri);
        return { uri };
      },
      { preview },
    );
    return { uri: outputs["uri"], repository, isSecret: await isSecret, logins, registered };
  }

  it("pushes in an up, under a tag that names the function, and answers the digest", async () => {
    registry = await startFaultRegistry();
    const { uri, repository, isSecret, registered } = await declare();
    assert.equal(uri, `${repository}@${image.manifest.digest}`);
    assert.equal(isSecret, false);
    assert.ok(registry.manifests.has(`shop-prod-api-${sha256.slice(0, 12)}`));
    assert.deepEqual(
      registered.map(({ type }) => type),
      ["pulumi:pulumi:Stack", "test:index:Parent"],
    );
  });

  it("answers the same in a preview, and neither logs in nor asks the registry", async () => {
    registry = await startFaultRegistry();
    const { uri, repository, logins } = await declare({ preview: true });
    assert.equal(uri, `${repository}@${image.manifest.digest}`);
    assert.deepEqual({ logins, calls: registry.calls.length }, { logins: 0, calls: 0 });
  });

  it("sends nothing that is there", async () => {
    registry = await startFaultRegistry();
    await declare();
    const before = registry.calls.length;
    await declare();
    const methods = registry.calls.slice(before).map(({ method }) => method);
    assert.deepEqual([...new Set(methods)].sort(), ["GET", "HEAD"]);
  });

  it("deploys without the documents where a registry does not take them", async () => {
    registry = await startFaultRegistry({
      fault: ({ method, path }) =>
        method === "PUT" && /manifests\/sha256:/.test(path) && !path.endsWith(sha256)
          ? { status: 405 }
          : undefined,
    });
    const { uri, repository } = await declare();
    assert.equal(uri, `${repository}@${image.manifest.digest}`);
  });
});

describe("toReporter", () => {
  it("says nothing of a small image", () => {
    const said: string[] = [];
    const report = toReporter((message) => said.push(message));
    report({ digest: "sha256:1", bytes: 999_999, sentBytes: 999_999, outcome: "uploaded" });
    assert.deepEqual(said, []);
  });

  it("says at each quarter how much was sent of what is not there", () => {
    const said: string[] = [];
    const report = toReporter((message) => said.push(message));
    const layer = { digest: "sha256:1", bytes: 8_000_000 } as const;
    report({ digest: "sha256:2", bytes: 200_000, sentBytes: 200_000, outcome: "present" });
    for (const sentBytes of [0, 1_900_000, 2_000_000, 2_100_000, 7_900_000]) report({ ...layer, sentBytes });
    report({ ...layer, sentBytes: 8_000_000, outcome: "uploaded" });
    assert.deepEqual(said, [
      "Pushing the image: 2.0 of 8.0 MB.",
      "Pushing the image: 7.9 of 8.0 MB.",
      "Pushing the image: 8.0 of 8.0 MB.",
    ]);
  });
});
