require("./setup/node.js").requireNode();

const { runSteps } = require("./setup/run-steps.js");

runSteps([require("./setup/packages.js").installPackages, require("./setup/compile.js").compile]);
