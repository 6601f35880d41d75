const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { paths } = require("./paths.js");
const { isAtLeast } = require("./version.js");

/** The oldest that fits the SDK in our lockfile, and the one that setup provides. */
const neededPulumi = "3.248.0";
const providedPulumi = "3.259.0";
/** Counts up when the same Pulumi is built in another way. */
const providedBuild = 2;

/** What a TypeScript program with a dynamic resource needs beside the CLI. */
const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * The folder of the Pulumi to use: the user's own if it is new enough, else the one that setup provided.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
function findPulumi(env = process.env) {
  const folders = (env["PATH"] || "").split(path.delimiter).filter(path.isAbsolute);
  const own = folders.find((folder) => isExecutable(folder, "pulumi"));
  if (own && isComplete(own, folders) && isNewEnough(own, env)) return own;
  const provided = providedFolder(env);
  return isUsable(provided) ? provided : undefined;
}

/** @param {NodeJS.ProcessEnv} [env] */
const providedFolder = (env) =>
  path.join(paths(env).pulumiCache, `v${providedPulumi}-${providedBuild}`, "bin");

/** @param {string} folder */
const isUsable = (folder) => isExecutable(folder, "pulumi") && isComplete(folder, []);

/**
 * @param {string} folder
 * @param {readonly string[]} others
 */
function isComplete(folder, others) {
  if (!isExecutable(folder, "pulumi")) return false;
  // Package managers link the CLI from elsewhere; it looks for its companions beside the real file.
  const real = path.dirname(fs.realpathSync(path.join(folder, "pulumi")));
  return companions.every((name) => [folder, real, ...others].some((place) => isExecutable(place, name)));
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
function isNewEnough(folder, env) {
  const { stdout, status } = spawnSync(path.join(folder, "pulumi"), ["version"], {
    encoding: "utf8",
    env: { ...env, ...quietPulumi(env) },
    timeout: 10_000,
  });
  return status === 0 && isAtLeast(stdout, neededPulumi);
}

/**
 * Keeps Pulumi away from the user's own login and plugins, and from the network.
 * @param {NodeJS.ProcessEnv} [env]
 */
const quietPulumi = (env) => ({
  PULUMI_HOME: path.join(paths(env).pulumiCache, "home"),
  PULUMI_SKIP_UPDATE_CHECK: "true",
});

/**
 * @param {string} folder
 * @param {string} name
 */
function isExecutable(folder, name) {
  try {
    fs.accessSync(path.join(folder, name), fs.constants.X_OK);
    return fs.statSync(path.join(folder, name)).isFile();
  } catch {
    return false;
  }
}

module.exports = { findPulumi, isUsable, neededPulumi, providedFolder, providedPulumi, quietPulumi };
