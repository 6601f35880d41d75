// Old versions of Node must reach the sentence that refuses them: until then, only syntax and modules that they know.
require("./setup/node.js").requireNode();

const { runSteps } = require("./setup/run-steps.js");

runSteps([
  require("./setup/go.js").checkGo,
  require("./setup/packages.js").installPackages,
  require("./setup/compile.js").compile,
  require("./setup/pulumi.js").providePulumi,
]);
