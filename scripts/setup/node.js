const { isAtLeast } = require("./version.js");

const neededNode = "20.19.0";

/** Ends the process with a sentence when this Node is too old for the project. */
function requireNode() {
  const found = process.versions.node;
  if (isAtLeast(found, neededNode)) return;
  console.error(`Node ${neededNode} or newer is needed, found ${found}. Get it from https://nodejs.org.`);
  process.exit(1);
}

module.exports = { requireNode };
