const { requireNode } = require("./setup/node.js");

// An old Node must reach the sentence that refuses it: the rest may use what it cannot read.
requireNode();

const { checkGo } = require("./setup/go.js");
const { compile } = require("./setup/compile.js");
const { installPackages } = require("./setup/packages.js");
const { providePulumi } = require("./setup/pulumi.js");
const { runSteps } = require("./setup/run-steps.js");

runSteps([checkGo, installPackages, compile, providePulumi]);
