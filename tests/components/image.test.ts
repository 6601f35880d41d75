import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { ImageArgs } from "../../components/image-args.js";
import { toSpec } from "../../components/spec.js";
import type { CloudTraits } from "../../providers/adapter.js";
import { local } from "../../providers/local/index.js";

const packaging = ["zip", "image"] as const;
const ownNothing = { ownArguments: {}, own: () => ({}) };
/** A cloud of each kind: nothing is pushed, to a repository of one's own, to one that is created. */
const clouds: Readonly<Record<"none" | "named" | "created", CloudTraits>> = {
  none: { ...local, packaging },
  named: {
    ...local,
    ...ownNothing,
    ...{ name: "aliyun", packaging, images: { format: "oci", repository: "named" } },
  },
  created: {
    ...local,
    ...ownNothing,
    ...{ name: "aws", packaging, images: { format: "docker", repository: "created" } },
  },
};
type Kind = keyof typeof clouds;

const digest = `sha256:${"a".repeat(64)}`;

function specOf(image: object | undefined, cloud: Kind = "none", args: object = { entry: "." }) {
  const all = { ...args, packaging: "image", image: image as ImageArgs };
  return toSpec("api", all as GoServerlessFunctionArgs, clouds[cloud]);
}

/** The sentences that an image is refused with. */
function problems(cloud: Kind, image: object | undefined, args?: object): string[] {
  try {
    specOf(image, cloud, args);
    return [];
  } catch (error) {
    assert.ok(pulumi.InputPropertiesError.isInstance(error));
    return error.errors.map(({ reason }) => reason);
  }
}

describe("toSpec, of an image", () => {
  it("fills every default", () => {
    const { packaging, image, build } = specOf(undefined);
    assert.equal(packaging, "image");
    assert.deepEqual(image, {
      builder: "oci",
      repository: undefined,
      login: undefined,
      uri: undefined,
      dockerfile: undefined,
      buildArgs: {},
    });
    assert.deepEqual(build.image, {
      format: "oci",
      user: 65_532,
      certificates: {},
      timeZones: undefined,
      labels: {},
    });
  });

  it("leaves images out of a zip's", () => {
    const spec = toSpec("api", { entry: "." }, clouds.none);
    assert.ok(!("image" in spec) && !("image" in spec.build));
  });

  it("has the format that the cloud accepts", () => {
    assert.equal(specOf({}, "created").build.image?.format, "docker");
  });

  it("takes over what is given", () => {
    const password = pulumi.secret("hunter2");
    const given = {
      ...{ repository: "registry.example.com/shop/api", username: "ada", password },
      caCertificatesFile: { path: "ca.pem", sha256: "b".repeat(64) },
      ...{ timeZones: true, timeZonesFile: { path: "zoneinfo.zip" }, user: 0 },
      labels: { source: "https://example.com/shop", revision: "a1b2", version: "1.4.0", licenses: "MIT" },
    };
    const { image, build } = specOf(given, "named");
    assert.deepEqual(
      { ...image, login: { ...image?.login } },
      {
        builder: "oci",
        repository: "registry.example.com/shop/api",
        login: { username: "ada", password },
        uri: undefined,
        dockerfile: undefined,
        buildArgs: {},
      },
    );
    assert.deepEqual(build.image, {
      format: "oci",
      user: 0,
      certificates: { path: path.resolve("ca.pem"), sha256: "b".repeat(64) },
      timeZones: { path: path.resolve("zoneinfo.zip") },
      labels: { licenses: "MIT", revision: "a1b2", source: "https://example.com/shop", version: "1.4.0" },
    });
  });

  it("takes a Dockerfile with its arguments, and none", () => {
    const { image } = specOf(
      { builder: "docker", dockerfile: "Dockerfile", buildArgs: { BASE: "debian:12" } },
      "created",
    );
    assert.equal(image?.builder, "docker");
    assert.equal(image.dockerfile, path.resolve("Dockerfile"));
    assert.deepEqual(image.buildArgs, { BASE: "debian:12" });
    assert.equal(specOf({ builder: "docker" }, "created").image?.dockerfile, undefined);
  });

  it("takes an image built elsewhere, alone", () => {
    const uri = `registry.example.com/shop/api@${digest}`;
    const { image, build } = specOf({ uri }, "named", {});
    assert.equal(image?.uri, uri);
    assert.deepEqual([build.entry, build.prebuilt], [undefined, undefined]);
  });

  it("leaves out certificates that are not wanted", () => {
    assert.equal(specOf({ caCertificates: false }).build.image?.certificates, undefined);
  });

  it("takes names that are known only later", () => {
    const later = pulumi.output("registry.example.com/api");
    assert.deepEqual(problems("named", { repository: later, username: later, password: later }), []);
    assert.deepEqual(problems("named", { uri: later }, {}), []);
  });

  it("refuses to bound the size of what Docker builds, where that is what is deployed", () => {
    const args = { entry: ".", budgets: { artifactMb: 5, binaryMb: 5 } };
    const docker = { builder: "docker", repository: "registry.example.com/shop/api" };
    const refused =
      '"budgets.artifactMb" must be left out with "image.builder" docker, as its size is known only once it is pushed.';
    assert.deepEqual(problems("named", docker, args), [refused]);
    assert.deepEqual(problems("created", { builder: "docker" }, args), [refused]);
    assert.deepEqual(problems("created", {}, args), []);
    assert.deepEqual(problems("none", { builder: "docker" }, args), []);
  });

  it("ignores on local where an image is pushed to, by whom, and who builds it", () => {
    const image = {
      repository: "registry.example.com/api",
      username: "ada",
      password: "x",
      builder: "docker",
    };
    assert.deepEqual(problems("none", image), []);
  });

  const named = { repository: "registry.example.com/api" };
  const refusals: [title: string, cloud: Kind, image: object, ...sentences: string[]][] = [
    [
      "a builder that there is not",
      "none",
      { builder: "kaniko" },
      '"image.builder" must be "oci" or "docker" on local, got "kaniko".',
    ],
    [
      "no repository where one must be named",
      "named",
      {},
      '"image.repository" must be given on aliyun. Name one of yours: "registry.cn-hangzhou.aliyuncs.com/shop/api".',
    ],
    [
      "a repository with a tag",
      "named",
      { repository: "registry.example.com/api:1" },
      '"image.repository" must name no tag and no digest, got "registry.example.com/api:1".',
    ],
    [
      "a repository with a digest",
      "created",
      { repository: `registry.example.com/api@${digest}` },
      `"image.repository" must name no tag and no digest, got "registry.example.com/api@${digest}".`,
    ],
    [
      "an empty repository",
      "named",
      { repository: "" },
      '"image.repository" must be a non-empty string or an Output, got "".',
    ],
    [
      "a repository that is no name",
      "named",
      { repository: "registry.example.com/API" },
      '"image.repository": A repository\'s name must be lower-case letters, digits and single ".", "_", "__" or "-" between them, with "/" between its parts, got "API".',
    ],
    [
      "an image built elsewhere on local",
      "none",
      { uri: `registry.example.com/api@${digest}` },
      'Exactly one of a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri") must be given, got "entry" and "image.uri".',
      '"image.uri" must be left out on local, which runs what is built here.',
    ],
    [
      "a name without a digest where one is needed",
      "created",
      { uri: "registry.example.com/api:1" },
      'Exactly one of a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri") must be given, got "entry" and "image.uri".',
      '"image.uri" must name an image by its digest, "host/name@sha256:...", got "registry.example.com/api:1".',
    ],
    [
      "a repository for what is not pushed",
      "named",
      { ...named, uri: `registry.example.com/api@${digest}` },
      'Exactly one of a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri") must be given, got "entry" and "image.uri".',
      '"image.repository" must be left out with "image.uri", which is deployed as it is.',
    ],
    [
      "what is not built with an image built elsewhere",
      "created",
      { uri: `registry.example.com/api@${digest}`, timeZones: true, user: 0 },
      'Exactly one of a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri") must be given, got "entry" and "image.uri".',
      '"image.timeZones" must be left out with "image.uri", which is deployed as it is.',
      '"image.user" must be left out with "image.uri", which is deployed as it is.',
    ],
    [
      "a user where the provider logs in",
      "created",
      { username: "ada", password: "x" },
      '"image.username" must be left out on aws, where the provider logs in.',
    ],
    [
      "a user without password",
      "named",
      { ...named, username: "ada" },
      '"image.password" must be given with "image.username".',
    ],
    [
      "a password without user",
      "named",
      { ...named, password: "hunter2" },
      '"image.username" must be given with "image.password".',
    ],
    [
      "an empty user and an empty password",
      "named",
      { ...named, username: "", password: "" },
      '"image.username" must be a non-empty string or an Output, got "".',
      '"image.password" must not be empty.',
    ],
    [
      "a Dockerfile for our own builder",
      "created",
      { dockerfile: "Dockerfile" },
      '"image.dockerfile" must come with "image.builder" docker. Set that, or leave it out.',
    ],
    [
      "arguments for our own builder",
      "created",
      { buildArgs: {} },
      '"image.buildArgs" must come with "image.builder" docker. Set that, or leave it out.',
    ],
    [
      "arguments of the generated Dockerfile",
      "created",
      { builder: "docker", buildArgs: { A: "1" } },
      '"image.buildArgs" must come with "image.dockerfile": the generated one takes none.',
    ],
    [
      "a base image on local",
      "none",
      { builder: "docker", dockerfile: "Dockerfile", buildArgs: { A: "1" } },
      '"image.dockerfile" must be left out on local, which runs the program without a base image.',
      '"image.buildArgs" must be left out on local, which runs the program without a base image.',
    ],
    [
      "an empty Dockerfile name",
      "created",
      { builder: "docker", dockerfile: "" },
      '"image.dockerfile" must be a non-empty string known when the program starts, got "".',
    ],
    [
      "arguments that are known only later, without showing them",
      "created",
      { builder: "docker", dockerfile: "Dockerfile", buildArgs: { A: pulumi.output("1") } },
      '"image.buildArgs.A" must be a string known when the program starts.',
    ],
    [
      "flags that are none",
      "none",
      { caCertificates: "yes", timeZones: 1 },
      '"image.caCertificates" must be true or false, got "yes".',
      '"image.timeZones" must be true or false, got 1.',
    ],
    [
      "files for what is not in the image",
      "none",
      {
        caCertificates: false,
        caCertificatesFile: { path: "ca.pem" },
        timeZonesFile: { path: "zoneinfo.zip" },
      },
      '"image.caCertificatesFile" must come with "image.caCertificates" true. Set that, or leave the file out.',
      '"image.timeZonesFile" must come with "image.timeZones" true. Set that, or leave the file out.',
    ],
    [
      "a hash that is none",
      "none",
      { caCertificatesFile: { sha256: "ABC" }, timeZones: true, timeZonesFile: { sha256: 7 } },
      '"image.caCertificatesFile.sha256" must be 64 digits of 0-9 and a-f, got "ABC".',
      '"image.timeZonesFile.sha256" must be 64 digits of 0-9 and a-f, got 7.',
    ],
    [
      "an empty path",
      "none",
      { caCertificatesFile: { path: "" } },
      '"image.caCertificatesFile.path" must be a non-empty string known when the program starts, got "".',
    ],
    ["a user below the range", "none", { user: -1 }, '"image.user" must be 0-4294967294 on local, got -1.'],
    [
      "a user above the range",
      "none",
      { user: 4_294_967_295 },
      '"image.user" must be 0-4294967294 on local, got 4294967295.',
    ],
    [
      "a user by name",
      "none",
      { user: "nobody" },
      '"image.user" must be 0-4294967294 on local, got "nobody".',
    ],
    [
      "labels that are no text",
      "none",
      { labels: { version: 1.4, revision: "" } },
      '"image.labels.revision" must be a non-empty string known when the program starts, got "".',
      '"image.labels.version" must be a non-empty string known when the program starts, got 1.4.',
    ],
  ];
  for (const [title, cloud, image, ...sentences] of refusals) {
    it(`refuses ${title}`, () => assert.deepEqual(problems(cloud, image), sentences));
  }

  it("refuses budgets for an image built elsewhere", () => {
    const image = { uri: `registry.example.com/api@${digest}` };
    assert.deepEqual(problems("created", image, { budgets: { binaryMb: 8 } }), [
      '"budgets" must be left out with "image.uri", as nothing is known of what is in that image.',
    ]);
    assert.deepEqual(problems("created", image, {}), []);
  });

  it("refuses settings of an image for a zip, without showing them", () => {
    const args = { entry: ".", packaging: "zip", image: { password: "hunter2" } } as const;
    assert.throws(
      () => toSpec("api", args, clouds.none),
      (error) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.deepEqual(
          error.errors.map(({ reason }) => reason),
          ['"image" must come with "packaging" image. Set that, or leave it out.'],
        );
        return true;
      },
    );
  });
});
