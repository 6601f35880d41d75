import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { toSpec } from "../../../components/spec.js";
import { aws } from "../../../providers/aws/index.js";
import { declareRegistry } from "../../../providers/aws/repository.js";
import type { Scope } from "../../../providers/aws/scope.js";
import { toScope } from "../../../providers/scope.js";
import { type Calls, recordResources } from "../../fakes/pulumi.js";
import { changesBetween, sha256 } from "../declarer.js";
import { refusalsOf } from "../refusals-of.js";
import { answers, artifact, declare } from "./declare.js";

const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const own = `${host}/shop-prod-api-1234567`;
const tags = { "goserverless:name": "api" };
const image = { ...artifact, kind: "image", path: `/cache/${sha256}.oci` } as const;

/** In a preview: nothing is pushed then, and all is known but a repository that is not there yet. */
const declareImage = (args: object = {}, built: object = {}) =>
  declare({ packaging: "image", ...args }, { built: { ...image, ...built }, preview: true });

describe("an image on aws", () => {
  const repository = {
    "aws:ecr/repository:Repository shop-prod-api": {
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      forceDelete: true,
      tags,
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy shop-prod-api": {
      repository: "shop-prod-api-1234567",
      policy: {
        rules: [
          {
            rulePriority: 1,
            description: "Images tagged with .temporary at the end; all others stay",
            selection: {
              tagStatus: "tagged",
              tagPatternList: ["*.temporary"],
              countType: "sinceImagePushed",
              countUnit: "days",
              countNumber: 14,
            },
            action: { type: "expire" },
          },
        ],
      },
    },
    "aws:ecr/repositoryPolicy:RepositoryPolicy shop-prod-api": {
      repository: "shop-prod-api-1234567",
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "LambdaECRImageRetrievalPolicy",
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Condition: {
              StringLike: { "aws:sourceArn": "arn:aws:lambda:us-east-1:123456789012:function:*" },
            },
          },
        ],
      },
    },
  };
  const fromImage = (imageUri: string, codeSha256 = sha256) => ({
    code: undefined,
    runtime: undefined,
    handler: undefined,
    packageType: "Image",
    imageUri,
    codeSha256,
  });

  it("comes from a repository of its own that Lambda may pull from, and is known in a preview", async () => {
    const declared = await declareImage();
    const zip = await declare({}, { preview: true });
    assert.deepEqual(changesBetween(zip, declared), {
      ...repository,
      "aws:lambda/function:Function shop-prod-api": fromImage(`${own}@sha256:${sha256}`),
    });
    const { options, outputs } = declared;
    assert.equal(outputs["imageUri"], `${own}@sha256:${sha256}`);
    assert.deepEqual(
      [options["function"], options["lifecyclePolicy"]],
      [{ after: ["logGroup", "rolePolicy", "repositoryPolicy"] }, { after: [], deleteBeforeReplace: true }],
    );
  });

  it("changes with its digest, and nothing else does", async () => {
    const other = "0a".repeat(32);
    assert.deepEqual(changesBetween(await declareImage(), await declareImage({}, { sha256: other })), {
      "aws:lambda/function:Function shop-prod-api": {
        imageUri: `${own}@sha256:${other}`,
        codeSha256: other,
      },
    });
  });

  it("comes from the repository that is given, which is left as it is", async () => {
    const declared = await declareImage({ image: { repository: `${host}/shop/api` } });
    assert.deepEqual(changesBetween(await declare({}, { preview: true }), declared), {
      "aws:lambda/function:Function shop-prod-api": fromImage(`${host}/shop/api@sha256:${sha256}`),
    });
  });

  it("may be built elsewhere", async () => {
    const digest = "1f".repeat(32);
    const uri = `${host}/shop/api@sha256:${digest}`;
    const foreign = { kind: "foreign", uri, sha256: digest } as const;
    const args = { entry: undefined, packaging: "image", image: { uri } } as const;
    const declared = await declare(args, { foreign });
    assert.deepEqual(changesBetween(await declare(), declared), {
      "aws:lambda/function:Function shop-prod-api": fromImage(uri, digest),
    });
    assert.equal(declared.outputs["imageUri"], uri);
  });

  describe("is pushed by", () => {
    async function loginOf(repositoryOf: () => object): Promise<{ login: unknown; asked: object[] }> {
      const asked: object[] = [];
      const calls: Calls = (token, inputs) => {
        asked.push({ token, ...inputs });
        return { userName: "AWS", password: "12 hours" };
      };
      const { outputs } = await recordResources(
        () => {
          const spec = toSpec("api", { entry: ".", packaging: "image", ...repositoryOf() }, aws);
          const parent = new pulumi.ComponentResource("test:index:Parent", "api");
          const options = { parent, dependsOn: Promise.resolve([]) };
          const scope: Scope = toScope("api", spec, options, { maxPrefixLength: 55, hooks: undefined });
          return { login: pulumi.output(declareRegistry(scope).login?.()) };
        },
        { answers, calls },
      );
      return { login: outputs["login"], asked };
    }
    const token = "aws:ecr/getAuthorizationToken:getAuthorizationToken";
    const login = { username: "AWS", password: "12 hours" };
    const cases: [who: string, image: object, registryId: string][] = [
      ["the account, to its own repository", {}, "123456789012"],
      [
        "the account that a given repository belongs to",
        { image: { repository: "210987654321.dkr.ecr.us-east-1.amazonaws.com/shop/api" } },
        "210987654321",
      ],
    ];
    for (const [who, args, registryId] of cases)
      it(who, async () =>
        assert.deepEqual(await loginOf(() => args), { login, asked: [{ token, registryId }] }),
      );
  });

  describe("refuses", () => {
    const refused: [title: string, args: object, ...sentences: string[]][] = [
      [
        "layers and a bucket, which are for zips",
        {
          packaging: "image",
          aws: { layers: ["arn:aws:lambda:us-east-1:123456789012:layer:certificates:3"], bucket: "code" },
        },
        '"aws.layers" must be left out with "packaging" image. Lambda adds none to an image (https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html): put the files into it.',
        '"aws.bucket" must be left out with "packaging" image. An image is in a repository.',
      ],
      [
        "a repository that Lambda takes nothing from, and that ECR's token would be sent to",
        { packaging: "image", image: { repository: "registry.example.com/shop/api" } },
        '"image.repository" must be in Amazon ECR, "<account>.dkr.ecr.<region>.amazonaws.com/name", got "registry.example.com/shop/api".',
      ],
      [
        "an image from elsewhere",
        { entry: undefined, packaging: "image", image: { uri: `docker.io/shop/api@sha256:${sha256}` } },
        `"image.uri" must be in Amazon ECR, "<account>.dkr.ecr.<region>.amazonaws.com/name", got "docker.io/shop/api@sha256:${sha256}".`,
      ],
      [
        "a login, as the provider has one",
        { packaging: "image", image: { username: "AWS", password: "secret" } },
        '"image.username" must be left out on aws, where the provider logs in.',
      ],
    ];
    for (const [title, args, ...sentences] of refused)
      it(title, () => assert.deepEqual(refusalsOf({ entry: ".", ...args }, aws), sentences));
  });
});
