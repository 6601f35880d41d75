import assert from "node:assert/strict";
import { join } from "node:path";
import { writeDockerTar } from "../../build/oci/docker-tar.js";
import { imageFormats } from "../../build/oci/media-types.js";
import { readLayout } from "../../build/oci/read-layout.js";
import type { ImageOptions } from "../../build/request.js";
import { useFolders } from "../build/go-module.js";
import { buildImage } from "./built-image.js";
import { DockerEngine } from "./docker-engine.js";

const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What a program in an image sees by default. */
const usual = {
  uid: 65_532,
  gid: 65_532,
  user: "nonroot",
  folder: "/",
  path,
  tmp: "dtrwxrwxrwx",
  writesTmp: true,
  writes: false,
  trusts: true,
  shanghai: 8,
  included: "Hello from a file",
};

describe("an image in the Docker Engine", function () {
  this.timeout(120_000);
  const folders = useFolders();
  let engine: DockerEngine;

  before(async () => {
    engine = await DockerEngine.start();
  });
  after(() => engine.stop());

  /** Loads the tar, and runs what is in it. */
  async function run(options: Partial<ImageOptions>, include = ["greeting.txt"]): Promise<object> {
    const { path } = await buildImage("tests/fixtures/image-inside", options, include);
    const tar = join(folders.folder, "image.tar");
    await writeDockerTar(await readLayout(path), tar, "shop:1");
    assert.match(
      await engine.docker("load", "--input", tar),
      /Loaded image: (docker\.io\/library\/)?shop:1\n/,
    );
    return JSON.parse(await engine.docker("run", "--rm", "--network", "none", "shop:1"));
  }

  for (const format of imageFormats)
    it(`runs from a tar of the format ${format}, as its user, with certificates and time zones`, async () => {
      assert.deepEqual(await run({ format }), usual);
    });

  const bare = { certificates: undefined, timeZones: undefined };
  const cases: [title: string, options: Partial<ImageOptions>, include: string[], seen: object][] = [
    [
      "as root, when that is asked for",
      { user: 0 },
      ["greeting.txt"],
      { uid: 0, gid: 0, user: "root", writes: true },
    ],
    ["with nothing but the program", bare, [], { trusts: false, shanghai: -1, included: "" }],
  ];
  for (const [title, options, include, seen] of cases)
    it(`runs ${title}`, async () => {
      assert.deepEqual(await run(options, include), { ...usual, ...seen });
    });
});
