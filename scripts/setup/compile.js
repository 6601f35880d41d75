const fs = require("node:fs");
const path = require("node:path");
const { withLock } = require("./lock.js");
const { paths } = require("./paths.js");
const { working } = require("./progress.js");
const { run } = require("./run.js");
const { stamp } = require("./stamp.js");

const { project, projectLock } = paths();

/** Compiles the TypeScript sources to `dist`, unless none of them changed. */
async function compile({ folder = project, lock = projectLock } = {}) {
  const dist = path.join(folder, "dist");
  const compiled = stamp(path.join(folder, ".goserverless/compiled"), () => inputs(folder));
  const isDone = () => fs.existsSync(dist) && compiled.matches();
  if (isDone()) return;
  await withLock(lock, async () => {
    if (isDone()) return;
    compiled.remove();
    const finish = compiled.prepare();
    await working("Compiling", () => compileAfresh(folder, dist));
    finish();
  });
}

/**
 * An incremental compilation is no faster here, and would keep the output of deleted sources.
 * @param {string} folder
 * @param {string} dist
 */
async function compileAfresh(folder, dist) {
  const fresh = path.join(folder, ".goserverless/dist");
  fs.rmSync(fresh, { recursive: true, force: true });
  const tsc = path.join(folder, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", fresh], { cwd: folder });
  fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(fresh, dist);
}

/** @param {string} folder */
function inputs(folder) {
  const read = (/** @type {string} */ file) => [file, fs.readFileSync(path.join(folder, file))];
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(fs.readFileSync(path.join(folder, "tsconfig.build.json"), "utf8"));
  const settings = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];
  return [...settings, ...include.flatMap((source) => sources(folder, source))].flatMap(read);
}

/**
 * @param {string} folder
 * @param {string} source
 */
function sources(folder, source) {
  if (!fs.existsSync(path.join(folder, source))) return [];
  const files = fs.readdirSync(path.join(folder, source), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.(ts|json)$/.test(file))
    .sort()
    .map((file) => path.join(source, file));
}

module.exports = { compile };
