const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

/**
 * A file that says for which inputs a step was finished. It is removed before the step begins again.
 * @param {string} file
 * @param {() => readonly (string | Buffer)[]} inputs
 */
function stamp(file, inputs) {
  const digest = () => {
    const hash = createHash("sha256");
    for (const input of inputs()) hash.update(`${Buffer.byteLength(input)}\n`).update(input);
    return hash.digest("hex");
  };
  return {
    matches: () => fs.existsSync(file) && fs.readFileSync(file, "utf8") === digest(),
    remove: () => fs.rmSync(file, { force: true }),
    /** Takes the digest before the work: an input that changes meanwhile makes the stamp wrong, and the step run again. */
    prepare: () => {
      const finished = digest();
      return () => {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, finished);
      };
    },
  };
}

module.exports = { stamp };
