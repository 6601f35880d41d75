import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { useFolders } from "../build/go-module.js";
import { toUrn } from "./customer.js";
import { DockerPlugin } from "./docker/docker-plugin.js";
import { EngineApi } from "./docker/engine-api.js";
import { Journal } from "./journal.js";
import { isObject, type Props, unknown } from "./wire.js";

const urn = toUrn("docker:index/image:Image");

describe("DockerPlugin", () => {
  const folders = useFolders();
  const open = () => new DockerPlugin("5.2.0", new EngineApi("/nowhere"), new Journal(), folders.folder);
  const check = (inputs: Props) => open().check(urn, {}, inputs).inputs;
  const digest = () => {
    const { build } = check({ build: { context: "." } });
    return isObject(build) ? build["contextDigest"] : undefined;
  };

  it("wants an engine for whatever it does, as the provider does", async () => {
    await assert.rejects(open().package.configure(), { message: "failed to connect to any docker daemon" });
  });

  it("names the context by its content and modes", async () => {
    await writeFile(join(folders.folder, "Dockerfile"), "FROM scratch\n");
    await writeFile(join(folders.folder, "a"), "1", { mode: 0o644 });
    const found = [digest()];
    await chmod(join(folders.folder, "a"), 0o755);
    found.push(digest());
    await writeFile(join(folders.folder, "a"), "2");
    found.push(digest());
    await writeFile(join(folders.folder, "Dockerfile"), "FROM debian\n");
    found.push(digest());
    assert.equal(new Set(found).size, 4);
    assert.equal(digest(), found[3]);
  });

  const missing: [title: string, dockerfile: string, message: string][] = [
    [
      "of a relative path",
      "none",
      'could not open dockerfile at relative path "none": stat none: no such file or directory',
    ],
    [
      "of another",
      "/nowhere/Dockerfile",
      'expected a relative Dockerfile path; got "/nowhere/Dockerfile" instead: stat /nowhere/Dockerfile: no such file or directory',
    ],
  ];
  for (const [title, dockerfile, message] of missing)
    it(`refuses a missing Dockerfile ${title}`, () => {
      assert.throws(() => check({ build: { context: ".", dockerfile } }), { message });
    });

  it("does not look for what is known only later", () => {
    const build = { context: unknown, dockerfile: unknown };
    assert.deepEqual(check({ build }), { buildOnPreview: false, build });
  });

  const registry = { server: "a", username: "u", password: "1" };
  const diffs: [title: string, news: Props, changed: string[]][] = [
    ["nothing", { imageName: "a/b:1", registry }, []],
    ["another password", { imageName: "a/b:1", registry: { ...registry, password: "2" } }, []],
    ["no login any more", { imageName: "a/b:1", registry: { server: "a" } }, []],
    ["another server", { imageName: "a/b:1", registry: { ...registry, server: "b" } }, ["registry"]],
    ["another name", { imageName: "a/b:2", registry }, ["imageName"]],
    ["one property less and one more", { imageName: "a/b:1", skipPush: true }, ["registry", "skipPush"]],
  ];
  for (const [title, news, changed] of diffs)
    it(`holds ${title} for ${changed.length === 0 ? "no change" : "a change"}`, () => {
      const { changes } = open().diff(urn, { __inputs: { imageName: "a/b:1", registry } }, news);
      assert.deepEqual(
        changes.map(({ path }) => path),
        changed,
      );
    });
});
