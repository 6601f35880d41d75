import assert from "node:assert/strict";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { toImage } from "../../build/oci/image.js";
import { writeLayout } from "../../build/oci/layout.js";
import type { ImageArgs } from "../../components/image-args.js";
import { toSpec } from "../../components/spec.js";
import { aliyun } from "../../providers/aliyun/index.js";
import { declareImage, type Registry } from "../../providers/image.js";
import { type Scope, toScope } from "../../providers/scope.js";
import { useFolders } from "../build/go-module.js";
import { imageRequest } from "../build/oci/image-request.js";
import { type Registered, recordResources } from "../fakes/pulumi.js";
import { toSecret } from "../standins/wire.js";
import { builtFor } from "./declarer.js";
import { withoutPackage } from "./without-package.js";

const repository = "127.0.0.1:5000/shop/api";
const digest = `${repository}@sha256:${"d1".repeat(32)}`;
const withImages = { ...aliyun, packaging: ["zip", "image"] } as const;
const login = { username: "deployer", password: "secret" };

describe("declareImage with builder docker", () => {
  const folders = useFolders();

  interface Circumstances {
    readonly image?: ImageArgs;
    readonly registry?: Partial<Registry>;
    readonly preview?: boolean;
  }

  async function declare({ image = {}, registry = {}, preview = false }: Circumstances = {}) {
    const layout = join(folders.folder, "layout");
    await writeLayout(await toImage(imageRequest()), layout);
    const args = { packaging: "image", image: { builder: "docker", repository, ...image } } as const;
    const spec = toSpec("api", { entry: ".", ...args }, withImages);
    let resources: Record<string, pulumi.Resource> = {};
    const { registered, outputs } = await recordResources(
      () => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "api");
        const options = { parent, dependsOn: Promise.resolve([]) };
        const scope = toScope("api", spec, options, { maxPrefixLength: 64, hooks: undefined });
        const artifact = { ...builtFor("amd64", []), kind: "image", path: layout } as const;
        const uri = declareImage(scope, pulumi.output(artifact), () => ({ repository, ...registry }));
        resources = scope.resources;
        return { uri };
      },
      { answers: () => ({ repoDigest: digest }), preview },
    );
    const [found, ...others] = registered.filter(({ type }) => type === "docker:index/image:Image");
    assert.ok(found && others.length === 0);
    return { found, outputs, roles: Object.keys(resources) };
  }

  const contextOf = ({ inputs }: Registered) => (inputs["build"] as { context: string }).context;

  it("has the engine build for the function's platform and push under the content's name", async () => {
    const { found, outputs, roles } = await declare();
    const context = contextOf(found);
    assert.equal(context, join(folders.cache, "docker", basename(context)));
    assert.deepEqual(found, {
      type: "docker:index/image:Image",
      name: "shop-prod-api",
      inputs: {
        imageName: `${repository}:shop-prod-api-${basename(context).slice(0, 12)}`,
        build: {
          args: {},
          builderVersion: "BuilderBuildKit",
          context,
          dockerfile: `${context}/goserverless.Dockerfile`,
          platform: "linux/amd64",
        },
        buildOnPreview: false,
        registry: { server: "127.0.0.1:5000" },
        skipPush: false,
      },
    });
    assert.deepEqual([outputs, roles], [{ uri: digest }, ["image"]]);
  });

  it("logs in where it pushes, and keeps the password secret", async () => {
    const { found } = await declare({ registry: { login: () => pulumi.output(login) } });
    assert.deepEqual(found.inputs["registry"], toSecret({ server: "127.0.0.1:5000", ...login }));
  });

  it("asks for no login in a preview", async () => {
    const asked = () => assert.fail("It was asked for.");
    const { found } = await declare({ registry: { login: asked }, preview: true });
    assert.deepEqual(found.inputs["registry"], { server: "127.0.0.1:5000" });
  });

  it("says which package it needs, when it is not installed", () => {
    const spec = toSpec(
      "api",
      { entry: ".", packaging: "image", image: { builder: "docker", repository } },
      withImages,
    );
    const built = pulumi.output(builtFor("amd64", []));
    withoutPackage("@pulumi/docker", () => {
      assert.throws(() => declareImage({ spec } as Scope<unknown>, built, () => ({ repository })), {
        message: `GoServerlessFunction "api" cannot be deployed:
  "image.builder" docker needs the package @pulumi/docker. Install it: npm install @pulumi/docker.`,
      });
    });
  });
});
