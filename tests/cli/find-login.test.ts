import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { findLogin, type LoginOptions } from "../../cli/find-login.js";

describe("findLogin", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-login-"));
    const auth = Buffer.from("docker:kept").toString("base64");
    await writeFile(
      join(folder, "config.json"),
      JSON.stringify({ auths: { "registry.example.com": { auth } } }),
    );
  });
  after(() => rm(folder, { recursive: true }));

  const find = (options: LoginOptions, environment: Record<string, string> = {}, input = "") =>
    findLogin("registry.example.com", options, {
      environment: { DOCKER_CONFIG: folder, ...environment },
      stdin: Readable.from([Buffer.from(input)]),
    });
  const GOSERVERLESS_REGISTRY_PASSWORD = "of the environment";

  it("takes the password from the environment", async () => {
    const found = await find({ username: "ada" }, { GOSERVERLESS_REGISTRY_PASSWORD });
    assert.deepEqual(found, { user: "ada", password: "of the environment" });
  });

  for (const [input, password] of [
    ["secret", "secret"],
    ["secret\n", "secret"],
    ["secret\r\n", "secret"],
    [" sec\nret \n\n", " sec\nret \n"],
  ]) {
    it(`takes the password ${JSON.stringify(password)} from standard input`, async () => {
      const options = { username: "ada", passwordStdin: true };
      assert.deepEqual(await find(options, { GOSERVERLESS_REGISTRY_PASSWORD }, input), {
        user: "ada",
        password,
      });
    });
  }

  it("takes Docker's login without a user", async () => {
    const found = await find({}, { GOSERVERLESS_REGISTRY_PASSWORD });
    assert.deepEqual(found, { user: "docker", password: "kept" });
  });

  const refused: readonly [title: string, options: LoginOptions, message: string][] = [
    [
      "a user without a password",
      { username: "ada" },
      '"--username" needs a password. Set GOSERVERLESS_REGISTRY_PASSWORD, or give it to standard input with "--password-stdin".',
    ],
    [
      "standard input that is empty",
      { username: "ada", passwordStdin: true },
      '"--password-stdin" needs a password, but standard input is empty.',
    ],
    ["a password without a user", { passwordStdin: true }, '"--password-stdin" needs "--username".'],
  ];
  for (const [title, options, message] of refused) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(find(options), { name: "UsageError", message });
    });
  }
});
