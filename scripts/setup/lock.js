const fs = require("node:fs");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { working } = require("./progress.js");

const pollMs = 200;
const heartbeatMs = 2000;
const staleMs = 20_000;

/**
 * Runs an action while no other process holds the lock. A lock is a symbolic link, which comes into being together with
 * its content, the owner's process id.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} action
 */
async function withLock(file, action) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if (!take(file)) {
    await working("Waiting for another setup to finish", async () => {
      while (!take(file)) await sleep(pollMs);
    });
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  const release = () => fs.rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** @param {string} file */
function take(file) {
  if (isAbandoned(file)) fs.rmSync(file, { force: true });
  try {
    fs.symlinkSync(String(process.pid), file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** @param {string} file */
function isAbandoned(file) {
  try {
    // A killed owner's process id can belong to somebody else by now: then the missing heartbeat gives it away.
    return !isAlive(Number(fs.readlinkSync(file))) || Date.now() - fs.lstatSync(file).mtimeMs > staleMs;
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    fs.lutimesSync(file, now, now);
  } catch {
    // Somebody removed the lock by hand: then it protects nothing any more.
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
const hasCode = (error, code) => error instanceof Error && "code" in error && error.code === code;

module.exports = { withLock, isAlive };
