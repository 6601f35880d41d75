import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { inspect } from "node:util";
import { findDockerLogin } from "../../../../build/oci/registry/docker-login.js";

const registry = "registry.example.com:5000";
const ada = { user: "ada", password: "pass:word" };
const auth = Buffer.from("ada:pass:word").toString("base64");
const hub = "https://index.docker.io/v1/";

describe("findDockerLogin", () => {
  let folder: string;
  let path: string;
  let environment: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-docker-"));
    path = join(folder, "config.json");
    environment = { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env["PATH"]}` };
  });
  afterEach(() => rm(folder, { recursive: true }));

  const configure = (config: unknown) =>
    writeFile(path, typeof config === "string" ? config : JSON.stringify(config));
  const find = (host = registry) => findDockerLogin(host, environment);
  /** A program that keeps what it is asked, and answers as it is told. */
  const install = async (name: string, answer: string, status = 0) => {
    const program = join(folder, `docker-credential-${name}`);
    const lines = [
      "#!/bin/sh",
      `cat > '${folder}/asked'`,
      `echo "$1" > '${folder}/command'`,
      `cat '${folder}/${name}.answer'`,
      `exit ${status}`,
    ];
    await writeFile(join(folder, `${name}.answer`), answer);
    await writeFile(program, lines.join("\n"));
    await chmod(program, 0o755);
  };

  const known: readonly [title: string, auths: object, host: string][] = [
    ["under its host", { "other.example.com": {}, [registry]: { auth } }, registry],
    ["under its address", { [`https://${registry}`]: { auth } }, registry],
    ["under the address of its API", { [`https://${registry}/v2/`]: { auth } }, registry],
    ["of Docker Hub, under its first API", { [hub]: { auth } }, "docker.io"],
    [
      "in short form, which Docker pads",
      { [registry]: { auth: Buffer.from("ada:pass:word\0\0").toString("base64") } },
      registry,
    ],
  ];
  for (const [title, auths, host] of known) {
    it(`finds a login ${title}`, async () => {
      await configure({ auths });
      assert.deepEqual(await find(host), ada);
    });
  }

  const unknown: readonly [title: string, config: unknown][] = [
    ["no configuration", undefined],
    ["a configuration without logins", {}],
    ["a login for another port", { auths: { "registry.example.com": { auth } } }],
    ["a login for a repository alone", { auths: { [`${registry}/shop`]: { auth } } }],
    ["an entry that a program keeps the login of", { auths: { [registry]: {} } }],
    ["entries of other types", { auths: { [registry]: "ada" }, credHelpers: [], credsStore: 1 }],
  ];
  for (const [title, config] of unknown) {
    it(`finds none in ${title}`, async () => {
      if (config !== undefined) await configure(config);
      assert.equal(await find(), undefined);
    });
  }

  it("looks into the home without DOCKER_CONFIG", async () => {
    const before = process.env["HOME"];
    process.env["HOME"] = folder;
    try {
      assert.equal(homedir(), folder);
      await mkdir(join(folder, ".docker"));
      await writeFile(
        join(folder, ".docker", "config.json"),
        JSON.stringify({ auths: { [registry]: { auth } } }),
      );
      assert.deepEqual(await findDockerLogin(registry, {}), ada);
      assert.deepEqual(await findDockerLogin(registry, { DOCKER_CONFIG: "" }), ada);
    } finally {
      if (before === undefined) delete process.env["HOME"];
      else process.env["HOME"] = before;
    }
  });

  it("asks the program of a registry, before that of all", async () => {
    await install("own", JSON.stringify({ ServerURL: registry, Username: "ada", Secret: "pass:word" }));
    await configure({ credHelpers: { [registry]: "own" }, credsStore: "missing" });
    assert.deepEqual(await find(), ada);
    assert.equal(await readFile(join(folder, "asked"), "utf8"), registry);
    assert.equal(await readFile(join(folder, "command"), "utf8"), "get\n");
  });

  it("asks the program of all registries, for Docker Hub by its first API", async () => {
    await install("all", JSON.stringify({ Username: "ada", Secret: "pass:word" }));
    await configure({ credHelpers: { "other.example.com": "missing" }, credsStore: "all" });
    assert.deepEqual(await find("docker.io"), ada);
    assert.equal(await readFile(join(folder, "asked"), "utf8"), hub);
  });

  it("takes a login of the file when the program keeps none", async () => {
    await install("all", "credentials not found in native keychain\n", 1);
    await configure({ credsStore: "all" });
    assert.equal(await find(), undefined);
    await configure({ credsStore: "all", auths: { [registry]: { auth } } });
    assert.deepEqual(await find(), ada);
  });

  const isToken = `Docker's login for ${registry} is an identity token, which is not used here. Give a user and password as credentials.`;
  const failed = `The program docker-credential-all gave no login for ${registry}. Run "docker login ${registry}", or give a user and password as credentials.`;
  const refused: readonly [title: string, make: () => Promise<unknown>, message: () => string][] = [
    [
      "a configuration that is no JSON, without quoting it",
      () => configure(`{"auths": {"${registry}": {"auth": "${auth}"`),
      () => `Docker's configuration ${path} cannot be read: it is not a JSON object. Repair or remove it.`,
    ],
    [
      "a configuration that cannot be opened",
      () => mkdir(path),
      () =>
        `Docker's configuration ${path} cannot be read: it cannot be opened (EISDIR). Repair or remove it.`,
    ],
    [
      "a login without a password",
      () => configure({ auths: { [registry]: { auth: Buffer.from("ada").toString("base64") } } }),
      () =>
        `Docker's configuration ${path} has a damaged login for ${registry}. Run "docker login ${registry}" again.`,
    ],
    [
      "an identity token in the file",
      () => configure({ auths: { [registry]: { auth, identitytoken: "pass:word" } } }),
      () => isToken,
    ],
    [
      "an identity token of a program",
      async () => {
        await install("all", JSON.stringify({ Username: "<token>", Secret: "pass:word" }));
        await configure({ credsStore: "all" });
      },
      () => isToken,
    ],
    [
      "a program that is not there",
      () => configure({ credsStore: "missing" }),
      () =>
        `Docker's configuration ${path} names the program docker-credential-missing, which cannot be started (ENOENT). Install it, or give a user and password as credentials.`,
    ],
    [
      "a program that fails, without what it prints",
      async () => {
        await install("all", "gpg: pass:word", 2);
        await configure({ credsStore: "all" });
      },
      () => failed,
    ],
    [
      "a program that prints no login, without what it prints",
      async () => {
        await install("all", '{"Secret": "pass:word"');
        await configure({ credsStore: "all" });
      },
      () => failed,
    ],
  ];
  for (const [title, make, message] of refused) {
    it(`refuses ${title}`, async () => {
      await make();
      await assert.rejects(find(), (error: Error) => {
        assert.equal(error.name, "BuildError");
        assert.equal(error.message, message());
        const shown = inspect(error);
        assert.ok(!shown.includes("pass:word") && !shown.includes(auth), shown);
        return true;
      });
    });
  }
});
