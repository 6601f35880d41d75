import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDockerTar } from "../../../build/oci/docker-tar.js";
import { toDocument } from "../../../build/oci/documents.js";
import { toImage } from "../../../build/oci/image.js";
import { writeLayout } from "../../../build/oci/layout.js";
import type { DocumentedImage } from "../../../build/oci/layout-files.js";
import { pushSavedImage } from "../../../cli/commands/push.js";
import { imageRequest } from "../../build/oci/image-request.js";
import { type Authority, makeAuthority } from "../../build/oci/registry/authority.js";
import { type DebianRegistry, startDebianRegistry } from "../../build/oci/registry/debian-registry.js";
import { skopeoInspect } from "../../build/oci/registry/skopeo.js";
import { type CliRun, runCli } from "../run-cli.js";

const login = { user: "ada", password: "secret:1" };
const creds = `--creds=${login.user}:${login.password}`;

describe("goserverless push", function () {
  this.timeout(60_000);
  let folder: string;
  let authority: Authority;
  let registry: DebianRegistry;
  let secured: DebianRegistry;
  let image: DocumentedImage;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-cli-push-")));
    const referrers = [
      toDocument("sbom.cdx.json", Buffer.from('{"components":[]}')),
      toDocument("provenance.intoto.json", Buffer.from("{}")),
    ];
    image = { ...(await toImage(imageRequest())), referrers };
    await writeLayout(image, join(folder, "api"));
    await writeDockerTar(image, join(folder, "api.tar"), "api:latest");
    authority = await makeAuthority();
    await writeFile(join(folder, "ca.pem"), authority.ca);
    registry = await startDebianRegistry({ login });
    secured = await startDebianRegistry({ tls: authority });
  });
  after(async () => {
    await registry?.close();
    await secured?.close();
    await authority?.close();
    await rm(folder, { recursive: true });
  });

  const push = (args: readonly string[], run: CliRun = {}) =>
    runCli(["push", ...args], {
      directory: folder,
      ...run,
      // No login of whoever runs the tests.
      environment: { DOCKER_CONFIG: folder, ...run.environment },
    });
  const byName = (args: readonly string[]) =>
    push([...args, "--username", login.user], {
      environment: { GOSERVERLESS_REGISTRY_PASSWORD: login.password },
    });

  for (const saved of ["api", "api.tar"]) {
    it(`brings ${saved} to a registry, and prints what it is called there`, async () => {
      const to = `${registry.host}/shop/${saved}`;
      const expected = `${to}@${image.manifest.digest}`;
      assert.deepEqual(await byName([saved, `${to}:1.2`]), {
        status: 0,
        stdout: `${expected}\n`,
        stderr: "",
      });
      for (const at of [`${to}:1.2`, expected]) {
        const { Digest, Layers } = await skopeoInspect(at, "--no-tags", creds);
        assert.deepEqual(
          { Digest, Layers },
          { Digest: image.manifest.digest, Layers: image.layers.map(({ digest }) => digest) },
        );
      }
      // The registry has no referrers API, so its tag leads to the documents.
      const index = await skopeoInspect(`${to}:${image.manifest.digest.replace(":", "-")}`, "--raw", creds);
      assert.deepEqual(
        index.manifests.map(({ artifactType }: { artifactType: string }) => artifactType),
        ["application/vnd.cyclonedx+json", "application/vnd.in-toto+json"],
      );
    });
  }

  it("prints one document with --json", async () => {
    const to = `${registry.host}/shop/json`;
    const { stdout, stderr, status } = await byName(["api", to, "--json"]);
    assert.deepEqual({ stderr, status }, { stderr: "", status: 0 });
    const [layer] = image.layers;
    const blob = (each: typeof layer, outcome: string) => ({
      digest: each?.digest,
      bytes: each?.bytes.length,
      outcome,
    });
    const expected = {
      schema: 1,
      image: `${to}@${image.manifest.digest}`,
      digest: image.manifest.digest,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      blobs: [blob(layer, "uploaded"), blob(image.config, "uploaded")],
      referrers: image.referrers.map(({ artifactType, blob: { digest, bytes } }) => ({
        artifactType,
        digest,
        bytes: bytes.length,
      })),
    };
    assert.deepEqual(JSON.parse(stdout), expected);
    const again = await byName(["api", to, "--json"]);
    assert.deepEqual(JSON.parse(again.stdout), {
      ...expected,
      blobs: [blob(layer, "present"), blob(image.config, "present")],
    });
  });

  it("takes the password from standard input", async () => {
    const args = ["api", `${registry.host}/shop/stdin`, "--username", login.user, "--password-stdin"];
    const { status, stderr } = await push(args, { input: `${login.password}\n` });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });

  it("takes the login that Docker keeps", async () => {
    const docker = await mkdtemp(join(folder, "docker-"));
    const auth = Buffer.from(`${login.user}:${login.password}`).toString("base64");
    await writeFile(join(docker, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
    const { status, stderr } = await push(["api", `${registry.host}/shop/docker`], {
      environment: { DOCKER_CONFIG: docker },
    });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });

  it("shows bytes and blobs while it goes on, for whoever watches", async () => {
    const seen: string[] = [];
    const terminal = {
      colors: false,
      interactive: true,
      async during<T>(activity: string | (() => string), work: () => Promise<T>): Promise<T> {
        assert.ok(typeof activity === "function");
        seen.push(activity());
        const result = await work();
        seen.push(activity());
        return result;
      },
      note: (line: string) => seen.push(line),
      print: async () => {},
    };
    const path = join(folder, "api");
    const to = `${secured.host}/shop/watched`;
    const { DOCKER_CONFIG } = process.env;
    process.env["DOCKER_CONFIG"] = folder;
    try {
      for (let times = 0; times < 2; times += 1)
        await pushSavedImage(path, to, { ca: join(folder, "ca.pem") }, terminal);
    } finally {
      if (DOCKER_CONFIG === undefined) delete process.env["DOCKER_CONFIG"];
      else process.env["DOCKER_CONFIG"] = DOCKER_CONFIG;
    }
    assert.deepEqual(seen, [
      `Pushing to ${secured.host}: 0 B of 695 B, 0 of 2 blobs`,
      `Pushing to ${secured.host}: 695 B of 695 B, 2 of 2 blobs`,
      `${path}: 695 B sent in 2 blobs`,
      `Pushing to ${secured.host}: 0 B of 695 B, 0 of 2 blobs`,
      `Pushing to ${secured.host}: 0 B of 695 B, 0 of 2 blobs`,
      `${path}: nothing to send, all of it was there`,
    ]);
  });

  it("speaks TLS with the certificates of --ca", async () => {
    const to = `${secured.host}/shop/api`;
    const { status, stdout, stderr } = await push(["api", `${to}:1.2`, "--ca", "ca.pem"]);
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 0, stdout: `${to}@${image.manifest.digest}\n`, stderr: "" },
    );
    assert.equal((await skopeoInspect(`${to}:1.2`, "--no-tags")).Digest, image.manifest.digest);
  });

  interface Refusal {
    readonly title: string;
    readonly args: () => readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly status?: number;
    readonly sentence: () => string;
  }
  const refused: readonly Refusal[] = [
    {
      title: "to push without a login where one is needed",
      args: () => ["api", `${registry.host}/shop/none`],
      sentence: () => `The registry ${registry.host} needs a user and password. Give them as credentials.`,
    },
    {
      title: "a user without a password",
      args: () => ["api", `${registry.host}/shop/none`, "--username", "ada"],
      status: 2,
      sentence: () =>
        '"--username" needs a password. Set GOSERVERLESS_REGISTRY_PASSWORD, or give it to standard input with "--password-stdin".',
    },
    {
      title: "a repository without a host",
      args: () => ["api", "shop/api"],
      status: 2,
      sentence: () =>
        'A repository must begin with the host of its registry, such as "registry.example.com/shop/api", got "shop/api".',
    },
    {
      title: "another digest than the image has",
      args: () => ["api", `${registry.host}/shop/api@sha256:${"0".repeat(64)}`],
      sentence: () =>
        `The image to push is ${image.manifest.digest}, but the repository is given with sha256:${"0".repeat(64)}. Build that image, or give a tag.`,
    },
    {
      title: "an image that does not exist",
      args: () => ["none", `${registry.host}/shop/api`],
      sentence: () =>
        './none does not exist. Name an OCI layout folder, a tar for "docker load", a zip or a binary.',
    },
    {
      title: "a certificate that nobody vouches for",
      args: () => ["api", `${secured.host}/shop/api`],
      sentence: () =>
        `The certificate of the registry ${secured.host} is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE). Give the certificate authority that signed it.`,
    },
    {
      title: "--ca that does not exist",
      args: () => ["api", `${secured.host}/shop/api`, "--ca", "none.pem"],
      sentence: () => '"--ca" must name a file that can be read, got "none.pem": no such file or directory.',
    },
    {
      title: "--ca that holds no certificate",
      args: () => ["api", `${secured.host}/shop/api`, "--ca", "api.tar"],
      sentence: () =>
        `The certificate authority given for ${secured.host} must be certificates as PEM. Check the file.`,
    },
  ];
  for (const { title, args, status = 1, sentence } of refused) {
    it(`refuses ${title}`, async () => {
      assert.deepEqual(await push(args()), { status, stdout: "", stderr: `${sentence()}\n` });
    });
  }

  it("refuses a wrong password, and shows it nowhere", async () => {
    const args = ["api", `${registry.host}/shop/api`, "--username", "ada", "--verbose"];
    const { status, stdout, stderr } = await push(args, {
      environment: { GOSERVERLESS_REGISTRY_PASSWORD: "hunter2" },
    });
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.ok(!stderr.includes("hunter2") && !stderr.includes(Buffer.from("ada:hunter2").toString("base64")));
    assert.match(stderr, /refused/);
  });
});
