import * as fs from "node:fs";
import * as path from "node:path";
import { requestOf } from "../build-request.js";
import { zippedBytes } from "./deflated.js";
import type { Peer } from "./peer.js";
import { npmInstall, type Workshop } from "./workshop.js";

const [cli, library, construct] = ["2.1148.1", "2.276.0", "2.258.0-alpha.0"];

const packages = [
  `aws-cdk@${cli}`,
  `aws-cdk-lib@${library}`,
  `@aws-cdk/aws-lambda-go-alpha@${construct}`,
  "constructs@10.8.1",
];

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-lambda-go-alpha-readme.html */
const app = (names: readonly string[], architecture: string) => `
const { App, Stack } = require("aws-cdk-lib/core");
const { Architecture } = require("aws-cdk-lib/aws-lambda");
const { GoFunction } = require("@aws-cdk/aws-lambda-go-alpha");
const stack = new Stack(new App(), "peers");
for (const name of ${JSON.stringify(names)})
  new GoFunction(stack, name, { entry: "cmd/" + name, moduleDir: "go.mod", architecture: Architecture.${architecture} });
`;

/** The files of code in what CDK leaves. */
interface Assets {
  readonly files: Readonly<
    Record<string, { readonly displayName: string; readonly source: { path: string } }>
  >;
}

export const cdk: Peer = {
  id: "cdk",
  name: "AWS CDK GoFunction",
  version: `${construct} on ${library}, CLI ${cli}`,
  command: "cdk synth",
  handlers: "aws-lambda-go",
  timed: true,
  leaves: ["cdk.out"],
  async install(workshop) {
    await installed(workshop);
  },
  configure({ folder, names }) {
    const architecture = requestOf(folder).architecture === "arm64" ? "ARM_64" : "X86_64";
    fs.writeFileSync(path.join(folder, "app.js"), app(names, architecture));
  },
  async build({ folder }, workshop) {
    const modules = path.join(await installed(workshop), "node_modules");
    const args = ["synth", "--quiet", "--no-notices", "--app", "node app.js"];
    const env = workshop.envOf("cdk", { NODE_PATH: modules });
    await workshop.run(path.join(modules, ".bin", "cdk"), args, { cwd: folder, env });
  },
  async outputs({ folder, names: [name = ""] }) {
    const out = path.join(folder, "cdk.out");
    const { files }: Assets = JSON.parse(fs.readFileSync(path.join(out, "peers.assets.json"), "utf8"));
    const asset = Object.values(files).find(({ displayName }) => displayName.startsWith(`${name}/`));
    const binary = path.join(out, asset?.source.path ?? "", "bootstrap");
    return { binary, zipBytes: zippedBytes(binary) };
  },
};

function installed(workshop: Workshop): Promise<string> {
  return workshop.once(`cdk-${cli}-${library}`, (folder) => npmInstall(folder, packages));
}
