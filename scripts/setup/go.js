const { run } = require("./run.js");
const { SetupError } = require("./setup-error.js");
const { isAtLeast } = require("./version.js");

const neededGo = "1.24.0";
const refusal = (/** @type {string} */ found) =>
  `Go ${neededGo} or newer is needed, found ${found}. Get it from https://go.dev/dl/.`;

/** Fails with a sentence when Go is missing or too old. */
async function checkGo() {
  const { version } = await goVersion();
  if (!isAtLeast(version, neededGo)) throw new SetupError(refusal(version));
}

/**
 * The Go that a folder gets: with a `go.mod` there, Go may switch to a newer toolchain.
 * @param {string} [cwd]
 */
async function goVersion(cwd) {
  const [version = "", toolchain = ""] = (
    await run("go", ["env", "GOVERSION", "GOTOOLCHAIN"], { cwd, missing: refusal("none") })
  ).split("\n");
  // Go before 1.16 knows no GOVERSION.
  return { version: /\d+\.\d+(\.\d+)?/.exec(version)?.[0] ?? "an older one", toolchain };
}

module.exports = { checkGo, goVersion };
