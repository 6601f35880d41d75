import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../build/index.js";

describe("cacheFolder", () => {
  const inHome = join(homedir(), ".cache", "goserverless");
  const cases: [title: string, env: NodeJS.ProcessEnv, folder: string][] = [
    ["is GOSERVERLESS_CACHE_DIR", { GOSERVERLESS_CACHE_DIR: "/a", XDG_CACHE_HOME: "/b" }, "/a"],
    ["resolves a relative GOSERVERLESS_CACHE_DIR", { GOSERVERLESS_CACHE_DIR: "a" }, resolve("a")],
    ["is in XDG_CACHE_HOME otherwise", { XDG_CACHE_HOME: "/b" }, "/b/goserverless"],
    ["ignores a relative XDG_CACHE_HOME", { XDG_CACHE_HOME: "b" }, inHome],
    ["is in ~/.cache without both", {}, inHome],
    ["takes an empty variable for none", { GOSERVERLESS_CACHE_DIR: "", XDG_CACHE_HOME: "" }, inHome],
  ];
  for (const [title, env, folder] of cases) {
    it(title, () => assert.equal(cacheFolder(env), folder));
  }
});
