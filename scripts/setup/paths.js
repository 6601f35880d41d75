const os = require("node:os");
const path = require("node:path");

const project = path.resolve(__dirname, "../..");

/**
 * The folders that setup writes to.
 * @param {NodeJS.ProcessEnv} [env]
 */
function paths(env = process.env) {
  const cache = env["GOSERVERLESS_CACHE_DIR"] || path.join(userCache(env), "goserverless");
  return {
    project,
    /** Held while a step changes the project's folder. */
    projectLock: path.join(project, ".goserverless/setup.lock"),
    /** Pulumi's state of this project; ignored by Git. */
    state: path.join(project, ".goserverless/state"),
    /** The user's; shared by all checkouts. */
    pulumiCache: path.join(path.resolve(cache), "pulumi"),
  };
}

/** @param {NodeJS.ProcessEnv} env */
function userCache(env) {
  const configured = env["XDG_CACHE_HOME"];
  // The XDG specification says that relative paths are to be ignored.
  return configured && path.isAbsolute(configured) ? configured : path.join(os.homedir(), ".cache");
}

module.exports = { paths };
