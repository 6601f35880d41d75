import assert from "node:assert/strict";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { aliyun } from "../../../providers/aliyun/index.js";
import { refusalsOf } from "../refusals-of.js";

const image = { repository: "registry.cn-hangzhou.aliyuncs.com/shop/api" };

describe("checkContainer", () => {
  const refused: [title: string, own: AliyunArgs, ...sentences: string[]][] = [
    [
      "a bucket",
      { bucket: "code" },
      '"aliyun.bucket" must be left out with "packaging" image: an image is in its registry.',
    ],
    [
      "layers",
      { layers: ["acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3"] },
      '"aliyun.layers" must be left out with "packaging" image: what a layer holds belongs into the image.',
    ],
    [
      "a system",
      { runtime: "custom.debian12" },
      '"aliyun.runtime" must be left out with "packaging" image: an image brings its own system.',
    ],
  ];
  for (const [title, own, ...sentences] of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(refusalsOf({ entry: ".", packaging: "image", image, aliyun: own }, aliyun), sentences);
      assert.deepEqual(refusalsOf({ entry: ".", aliyun: own }, aliyun), []);
    });
  }

  it("takes all else that a zip takes", () => {
    const own: AliyunArgs = {
      port: 8080,
      healthCheck: { path: "/healthz" },
      initializer: true,
      preStop: true,
      alias: "live",
      logs: { project: "logs", store: "api" },
    };
    assert.deepEqual(refusalsOf({ entry: ".", packaging: "image", image, aliyun: own }, aliyun), []);
  });

  it("trap 8: is of an image for amd64, and of no other", () => {
    const args = { entry: ".", packaging: "image", image, architecture: "arm64" };
    assert.deepEqual(refusalsOf(args, aliyun), ['"architecture" must be "amd64" on aliyun, got "arm64".']);
  });
});
