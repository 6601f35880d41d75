const { pulumiEnvironment } = require("./pulumi-environment.js");
const { runPulumi } = require("./run-pulumi.js");

runPulumi(process.argv.slice(2), pulumiEnvironment()).then((status) => {
  process.exitCode = status;
});
