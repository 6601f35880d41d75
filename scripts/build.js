const { requireNode } = require("./setup/node.js");

requireNode();

const { compile } = require("./setup/compile.js");
const { installPackages } = require("./setup/packages.js");
const { runSteps } = require("./setup/run-steps.js");

runSteps([installPackages, compile]);
