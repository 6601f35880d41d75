import assert from "node:assert/strict";
import * as path from "node:path";
import type { ImageArgs } from "../../components/image-args.js";
import { type DebianRegistry, startDebianRegistry } from "../build/oci/registry/debian-registry.js";
import { skopeoInspect } from "../build/oci/registry/skopeo.js";
import { DockerEngine } from "../docker/docker-engine.js";
import { StandinDocker } from "../standins/docker/standin-docker.js";
import { AliyunProject } from "./aliyun-project.js";
import { get } from "./load.js";

const login = { username: "deployer", password: "a-password-of-the-registry" };
const byLogin = `--creds=${login.username}:${login.password}`;

describe("an image that Docker builds", function () {
  this.timeout(240_000);
  let engine: DockerEngine;
  let registry: DebianRegistry;
  let open: DebianRegistry;
  let docker: StandinDocker;
  let shop: AliyunProject;

  before(async () => {
    engine = await DockerEngine.start();
    registry = await startDebianRegistry({ login: { user: login.username, password: login.password } });
    open = await startDebianRegistry();
    docker = await StandinDocker.start(engine.socket);
    shop = await AliyunProject.start();
    shop.aliyun.addRegistry(registry.host, login);
    Object.assign(shop.project.env, docker.environment(shop.project.env));
  });
  after(async () => {
    await shop?.stop();
    await docker?.stop();
    await open?.close();
    await registry?.close();
    await engine?.stop();
  });

  function declare(image: ImageArgs = {}): void {
    const repository = `${registry.host}/shop/api`;
    shop.declare({
      packaging: "image",
      image: { builder: "docker", repository, caCertificates: false, ...login, ...image },
    });
  }

  async function up(image?: ImageArgs): Promise<string> {
    declare(image);
    docker.journal.clear();
    return shop.up();
  }

  const hello = async () => (await get(`${(await shop.outputs()).localUrl}hello/Gopher`)).body;

  interface DockerImage {
    readonly inputs: { readonly build: { readonly context: string }; readonly registry: object };
    readonly outputs: { readonly imageName: string; readonly repoDigest: string };
  }

  /** The resource, as the state has it. */
  function deployed(): DockerImage {
    const { checkpoint } = JSON.parse(shop.project.state());
    const images = checkpoint.latest.resources.filter(({ type }: { type: string }) =>
      type.startsWith("docker:"),
    );
    assert.equal(images.length, 1);
    return images[0];
  }

  const inspect = (...options: string[]) => skopeoInspect(deployed().outputs.repoDigest, byLogin, ...options);

  it("is built from a generated Dockerfile, pushed under its content's name, and run by its digest", async () => {
    await up({ labels: { version: 'a "$HOME" of 1.0' } });
    const { imageName, repoDigest } = deployed().outputs;
    assert.match(imageName, /^127\.0\.0\.1:\d+\/shop\/api:shop-dev-api-[0-9a-f]{12}$/);
    assert.deepEqual(docker.journal.writes, [`docker:Build ${imageName}`, `docker:Push ${imageName}`]);
    const { customContainerConfig } = shop.aliyun.account.function("shop-dev-api").config;
    assert.equal(customContainerConfig?.image, repoDigest);
    assert.equal(await hello(), '{"greeting":"Hello, Gopher!"}\n');
  });

  it("is one manifest for one platform, with what the image of this package says", async () => {
    const manifest = await inspect("--raw");
    assert.equal(manifest.mediaType, "application/vnd.docker.distribution.manifest.v2+json");
    assert.equal(manifest.layers.length, 1);
    const { os, architecture, config } = await inspect("--config");
    assert.deepEqual(
      { os, architecture, config },
      {
        os: "linux",
        architecture: "amd64",
        config: {
          User: "65532:65532",
          Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
          Entrypoint: ["/bootstrap"],
          WorkingDir: "/",
          Labels: { "org.opencontainers.image.version": 'a "$HOME" of 1.0' },
        },
      },
    );
  });

  it("leaves no password and no path of this machine in the state", () => {
    const state = shop.project.state();
    assert.equal(state.includes(login.password), false);
    assert.match(deployed().inputs.build.context, /^\.goserverless\/docker\/[0-9a-f]{64}$/);
    assert.equal(state.includes(String(process.env["HOME"])), false);
  });

  it("changes nothing when nothing changed, on another machine and with another password", async () => {
    const before = deployed();
    const { env } = shop.project;
    shop.project.env["GOSERVERLESS_CACHE_DIR"] = path.join(shop.project.folder, "other-cache");
    const output = await up({ labels: { version: 'a "$HOME" of 1.0' }, password: "another-password" });
    delete env["GOSERVERLESS_CACHE_DIR"];
    assert.match(output, /\d+ unchanged/);
    assert.doesNotMatch(output, /updated|created|replaced/);
    assert.deepEqual([docker.journal.writes, shop.calls], [[], []]);
    assert.deepEqual(deployed().outputs.repoDigest, before.outputs.repoDigest);
  });

  it("builds and pushes nothing in a preview", async () => {
    shop.project.writeServer("api", "Welcome");
    docker.journal.clear();
    const output = await shop.pulumi("preview");
    assert.match(output, /docker:index:Image +shop-dev-api +update/);
    assert.match(output, /alicloud:fc:V3Function +shop-dev-api +update/);
    assert.deepEqual(docker.journal.writes, []);
  });

  it("is another one with other code", async () => {
    const before = deployed().outputs;
    await up();
    const { imageName, repoDigest } = deployed().outputs;
    assert.notEqual(imageName, before.imageName);
    assert.notEqual(repoDigest, before.repoDigest);
    assert.equal(await hello(), '{"greeting":"Welcome, Gopher!"}\n');
  });

  it("is built from the user's Dockerfile with its arguments", async () => {
    const base = `${open.host}/base:1`;
    shop.project.write("base/Dockerfile", "FROM scratch\nCOPY motd /etc/motd\n");
    shop.project.write("base/motd", "from the base\n");
    await engine.docker("build", "--tag", base, path.join(shop.project.folder, "base"));
    await engine.docker("push", base);
    shop.project.write(
      "api.Dockerfile",
      'ARG BASE\nFROM $BASE\nARG STAGE\nLABEL stage=$STAGE\nCOPY bootstrap /bootstrap\nCOPY tmp /tmp\nUSER 1000\nENTRYPOINT ["/bootstrap"]\n',
    );
    const own = { dockerfile: "api.Dockerfile", buildArgs: { BASE: base, STAGE: "test" } };
    await up(own);
    const first = deployed().outputs;
    const { config, rootfs } = await inspect("--config");
    assert.deepEqual([config.User, config.Labels, rootfs.diff_ids.length], ["1000", { stage: "test" }, 3]);
    assert.equal(await hello(), '{"greeting":"Welcome, Gopher!"}\n');
    await up(own);
    assert.deepEqual(docker.journal.writes, []);
    await up({ ...own, buildArgs: { BASE: base, STAGE: "prod" } });
    // A registry may hold that a tag is never overwritten.
    assert.notEqual(deployed().outputs.imageName, first.imageName);
    assert.deepEqual((await inspect("--config")).config.Labels, { stage: "prod" });
  });

  it("is refused without its Dockerfile before anything is deployed", async () => {
    declare({ dockerfile: "none.Dockerfile" });
    docker.journal.clear();
    const output = await shop.failingUp();
    assert.ok(
      output.includes('"image.dockerfile" must be a Dockerfile, but ./none.Dockerfile does not exist.\n'),
      output,
    );
    assert.deepEqual([docker.journal.writes, shop.calls], [[], []]);
  });

  it("fails with what Docker says, and deploys nothing then", async () => {
    shop.project.write("api.Dockerfile", "FROM scratch\nCOPY no-such-file /\n");
    declare({ dockerfile: "api.Dockerfile" });
    const output = await shop.failingUp();
    assert.match(output, /no-such-file.*not found/);
    assert.deepEqual(shop.calls, []);
  });
});
