// What the engine starts as the provider: it has the stand-in that runs elsewhere open a provider's port for this process.
const net = require("node:net");

/**
 * Runs until the stand-in, whose socket the variable names, or the engine ends.
 * @param {{ cloud: string; variable: string; start: string }} plugin
 */
module.exports = function runPlugin({ cloud, variable, start }) {
  const standin = process.env[variable];
  if (!standin) {
    console.error(
      `${variable} must be the socket of a running stand-in for ${cloud}. Start one with "${start}".`,
    );
    process.exit(1);
  }
  const parent = process.ppid;
  const connection = net.connect(standin, () => {
    connection.write(`${JSON.stringify({ folder: process.cwd(), pid: process.pid })}\n`);
  });
  connection.once("data", (port) => process.stdout.write(port));
  connection.on("error", (error) =>
    console.error(`The stand-in for ${cloud} cannot be reached: ${error.message}.`),
  );
  connection.on("close", () => process.exit(1));
  // An engine that was killed tells nobody.
  setInterval(() => process.ppid !== parent && process.exit(), 200);
};
