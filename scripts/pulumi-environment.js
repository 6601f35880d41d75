const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { findPulumi, quietPulumi } = require("./setup/find-pulumi.js");
const { paths } = require("./setup/paths.js");

/**
 * The environment in which Pulumi works on this project: its state lies inside the project, and neither the user's
 * login nor plugins are used. Creates the state's folder.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
function pulumiEnvironment(env = process.env) {
  const { state } = paths(env);
  fs.mkdirSync(state, { recursive: true });
  const folder = findPulumi(env);
  const hasPassphrase = "PULUMI_CONFIG_PASSPHRASE" in env || "PULUMI_CONFIG_PASSPHRASE_FILE" in env;
  return {
    ...env,
    ...quietPulumi(env),
    ...(folder && { PATH: [folder, env["PATH"]].join(path.delimiter) }),
    ...(!hasPassphrase && { PULUMI_CONFIG_PASSPHRASE: "" }),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
  };
}

/**
 * The same for the stack `dev`, which belongs to this machine and has an empty passphrase whatever the user's is.
 * @param {NodeJS.ProcessEnv} [env]
 */
function devEnvironment({ PULUMI_CONFIG_PASSPHRASE_FILE: _, ...env } = process.env) {
  return pulumiEnvironment({ ...env, PULUMI_CONFIG_PASSPHRASE: "" });
}

module.exports = { devEnvironment, pulumiEnvironment };
