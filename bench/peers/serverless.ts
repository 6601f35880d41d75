import * as fs from "node:fs";
import * as path from "node:path";
import { requestOf } from "../build-request.js";
import type { Peer } from "./peer.js";
import { npmInstall, type Workshop } from "./workshop.js";

/** The last one that asks for no login. */
const framework = "3.40.0";
const plugin = "2.4.1";

const packages = [`serverless@${framework}`, `serverless-go-plugin@${plugin}`];

/** https://github.com/mthenw/serverless-go-plugin#install */
export const serverless: Peer = {
  id: "serverless",
  name: "Serverless Framework, serverless-go-plugin",
  version: `${framework}, ${plugin}`,
  command: "serverless package",
  handlers: "aws-lambda-go",
  timed: true,
  leaves: [".serverless", ".bin"],
  async install(workshop) {
    await installed(workshop);
  },
  configure({ folder, names }) {
    const arm = requestOf(folder).architecture === "arm64";
    const document = {
      service: "peers",
      frameworkVersion: "3",
      provider: { name: "aws", runtime: "provided.al2023", architecture: arm ? "arm64" : "x86_64" },
      plugins: ["serverless-go-plugin"],
      custom: { go: { supportedRuntimes: ["provided.al2023"], buildProvidedRuntimeAsBootstrap: true } },
      functions: Object.fromEntries(names.map((name) => [name, { handler: `./cmd/${name}` }])),
    };
    // JSON is YAML too.
    fs.writeFileSync(path.join(folder, "serverless.yml"), JSON.stringify(document));
  },
  async build({ folder }, workshop) {
    const modules = path.join(await installed(workshop), "node_modules");
    // A plugin is looked for beside the project.
    const beside = path.join(folder, "node_modules");
    if (!fs.existsSync(beside)) fs.symlinkSync(modules, beside);
    const env = workshop.envOf("serverless");
    await workshop.run(path.join(modules, ".bin", "serverless"), ["package"], { cwd: folder, env });
  },
  async outputs({ folder, names: [name = ""] }) {
    const binary = path.join(folder, ".bin", name);
    return { binary, zipBytes: fs.statSync(`${binary}.zip`).size };
  },
};

function installed(workshop: Workshop): Promise<string> {
  return workshop.once(`serverless-${framework}`, (folder) => npmInstall(folder, packages));
}
