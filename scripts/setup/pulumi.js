const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { buildPulumi } = require("./build-pulumi.js");
const { downloadPulumi } = require("./download-pulumi.js");
const { findPulumi, isUsable, neededPulumi, providedFolder } = require("./find-pulumi.js");
const { isAlive, withLock } = require("./lock.js");
const { SetupError } = require("./setup-error.js");

const oneDayMs = 24 * 60 * 60 * 1000;

/**
 * Provides Pulumi in the user's cache, unless there is one to use.
 * @param {{ env?: NodeJS.ProcessEnv, ways?: readonly ((root: string, env: NodeJS.ProcessEnv) => Promise<void>)[] }} [options]
 *   each way fills `root/bin`; the first that succeeds is taken
 */
async function providePulumi({ env = process.env, ways = [downloadPulumi, buildPulumi] } = {}) {
  if (findPulumi(env)) return;
  const root = path.dirname(providedFolder(env));
  await withLock(`${root}.lock`, async () => {
    if (findPulumi(env)) return;
    removeAbandoned(root);
    const unfinished = `${root}.${os.hostname()}.${process.pid}.unfinished`;
    const discard = () => fs.rmSync(unfinished, { recursive: true, force: true });
    process.once("exit", discard);
    try {
      await tryEach(ways, unfinished, env);
      fs.rmSync(root, { recursive: true, force: true });
      fs.renameSync(unfinished, root);
    } finally {
      discard();
      process.off("exit", discard);
    }
  });
}

/**
 * @param {readonly ((root: string, env: NodeJS.ProcessEnv) => Promise<void>)[]} ways
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function tryEach(ways, root, env) {
  /** @type {string[]} */
  const reasons = [];
  for (const way of ways) {
    fs.rmSync(root, { recursive: true, force: true });
    fs.mkdirSync(path.join(root, "bin"), { recursive: true });
    try {
      await way(root, env);
      if (isUsable(path.join(root, "bin"))) return;
      reasons.push(`${way.name} left an incomplete installation.`);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  const advice = `Pulumi ${neededPulumi} or newer is needed. Get it from https://www.pulumi.com/docs/install/.`;
  throw new SetupError([...reasons, advice].join("\n"));
}

/**
 * Removes what killed builds left beside the final folder.
 * @param {string} root
 */
function removeAbandoned(root) {
  const prefix = `${path.basename(root)}.`;
  for (const name of fs.readdirSync(path.dirname(root))) {
    if (!name.startsWith(prefix) || !name.endsWith(".unfinished")) continue;
    const folder = path.join(path.dirname(root), name);
    const [host, pid] = [
      name.slice(prefix.length).replace(/\.\d+\.unfinished$/, ""),
      Number(name.split(".").at(-2)),
    ];
    const isDead = host === os.hostname() && !isAlive(pid);
    if (isDead || Date.now() - fs.statSync(folder).mtimeMs > oneDayMs) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

module.exports = { providePulumi };
