import assert from "node:assert/strict";
import { mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../../build/index.js";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import type { ForeignImage } from "../../../providers/adapter.js";
import { changesBetween, sha256 } from "../declarer.js";
import { artifact, declare } from "./declare.js";

const repository = "registry.cn-hangzhou.aliyuncs.com/shop/api";
const named = "alicloud:fc/v3Function:V3Function shop-prod-api";
const version = "alicloud:fc/v3FunctionVersion:V3FunctionVersion shop-prod-api";
const args: Partial<GoServerlessFunctionArgs> = {
  packaging: "image",
  image: { repository, username: "deployer", password: pulumi.secret("hunter2") },
};
const uri = `${repository}@sha256:${sha256}`;
const foreign: ForeignImage = { kind: "foreign", uri, sha256 };
const elsewhere: Partial<GoServerlessFunctionArgs> = {
  entry: undefined,
  packaging: "image",
  image: { uri },
};

/** What a preview knows, as nothing is pushed then. */
const preview = (changes: Partial<GoServerlessFunctionArgs> = {}, built: Partial<Artifact> = {}) =>
  declare({ ...args, ...changes }, { preview: true, built: { kind: "image", ...built } });

describe("a function of an image on aliyun", () => {
  it("runs the image that was built, by its digest, which a preview knows", async () => {
    const { inputs, outputs } = await preview();
    const { runtime, handler, customContainerConfig, customRuntimeConfig, code, instanceLifecycleConfig } =
      inputs[named] ?? {};
    assert.deepEqual(
      { runtime, handler, customContainerConfig, customRuntimeConfig, code, instanceLifecycleConfig },
      {
        runtime: "custom-container",
        handler: "bootstrap",
        // Neither entrypoints nor commands: those of the image count.
        customContainerConfig: { image: uri, port: 9000 },
        customRuntimeConfig: undefined,
        code: undefined,
        instanceLifecycleConfig: {
          initializer: { handler: "initialize", timeout: 60 },
          preStop: { handler: "pre-stop", timeout: 10 },
        },
      },
    );
    assert.equal(outputs["imageUri"], uri);
  });

  it("has the same resources as one of a zip, and one that is read to wait for it", async () => {
    const zip = await declare({}, { preview: true });
    const image = await preview();
    assert.deepEqual(
      Object.keys(changesBetween(zip, image)).filter((name) => name !== named),
      ["alicloud:fc/v3Function:V3Function shop-prod-api-prepared"],
    );
  });

  it("is asked on its port and path", async () => {
    const { inputs } = await preview({ aliyun: { port: 8080, healthCheck: { path: "/healthz" } } });
    assert.deepEqual(inputs[named]?.["customContainerConfig"], {
      image: uri,
      port: 8080,
      healthCheckConfig: {
        httpGetUrl: "/healthz",
        initialDelaySeconds: 0,
        periodSeconds: 3,
        timeoutSeconds: 1,
        failureThreshold: 3,
        successThreshold: 1,
      },
    });
  });

  it("changes by nothing but its image, and publishes a version, when the code changes", async () => {
    const alias = { aliyun: { alias: "live" } };
    const other = "beef".repeat(16);
    const [before, after] = [await preview(alias), await preview(alias, { sha256: other })];
    const { [version]: published, ...changes } = changesBetween(before, after);
    assert.deepEqual(changes, {
      [named]: { customContainerConfig: { image: `${repository}@sha256:${other}`, port: 9000 } },
    });
    assert.deepEqual(Object.keys(published ?? {}), ["description"]);
    assert.deepEqual(changesBetween(before, await preview(alias)), {});
  });

  it("publishes a version of an image built elsewhere for each digest", async () => {
    const describeOf = async (digest: string) => {
      const other = `${repository}@sha256:${digest}`;
      const own = { ...elsewhere, image: { uri: other }, aliyun: { alias: "live" } };
      const { inputs } = await declare(own, { foreign: { ...foreign, uri: other, sha256: digest } });
      return inputs[version]?.["description"];
    };
    const one = await describeOf(sha256);
    assert.match(String(one), /^goserverless sha256:[0-9a-f]{64}$/);
    assert.equal(await describeOf(sha256), one);
    assert.notEqual(await describeOf("beef".repeat(16)), one);
  });

  const hooks: [title: string, own: GoServerlessFunctionArgs["aliyun"], expected: unknown][] = [
    ["has no hooks, as nothing is known of its program", {}, undefined],
    [
      "has the hooks that are asked for",
      { initializer: true },
      { initializer: { handler: "initialize", timeout: 60 } },
    ],
  ];
  for (const [title, own, expected] of hooks) {
    it(`${title}, when it was built elsewhere`, async () => {
      const { inputs, outputs } = await declare({ ...elsewhere, aliyun: own }, { foreign });
      assert.deepEqual(inputs[named]?.["instanceLifecycleConfig"], expected);
      assert.deepEqual(inputs[named]?.["customContainerConfig"], { image: uri, port: 9000 });
      assert.equal(outputs["imageUri"], uri);
    });
  }

  it("has no hooks without the goserverless runtime", async () => {
    const { inputs } = await preview({}, { binary: { ...artifact.binary, dependencies: [] } });
    assert.equal(inputs[named]?.["instanceLifecycleConfig"], undefined);
  });

  it("keeps the login to itself", async () => {
    const { inputs, outputs } = await preview();
    assert.doesNotMatch(JSON.stringify([inputs, outputs]), /hunter2|deployer/);
  });

  afterEach(() => mock.restoreAll());
  it("warns of a program that listens nowhere", async () => {
    const printed: string[] = [];
    const dependencies = ["github.com/aliyun/fc-runtime-go-sdk@v0.3.0"];
    for (const method of ["log", "warn", "error"] as const)
      mock.method(console, method, (line: string) => void printed.push(line));
    await preview({}, { binary: { ...artifact.binary, dependencies } });
    assert.match(
      printed.join("\n"),
      /The binary of "api" holds fc-runtime-go-sdk, whose fc\.Start listens nowhere, as an image has to\. Use the goserverless runtime, which runs on every cloud, or serve HTTP on port 9000\./,
    );
  });

  it("is another function than one of a zip, which cannot become one", async () => {
    const [zip, image] = [await declare(), await preview()];
    assert.deepEqual(zip.options["function"]?.replaceOnChanges, ["customContainerConfig"]);
    assert.deepEqual(image.options["function"]?.replaceOnChanges, ["code"]);
  });
});
