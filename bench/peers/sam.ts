import * as fs from "node:fs";
import * as path from "node:path";
import { requestOf } from "../build-request.js";
import { zippedBytes } from "./deflated.js";
import type { Peer, Project } from "./peer.js";
import { pipInstall, type Workshop } from "./workshop.js";

const version = "1.170.0";

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-custom-runtimes.html */
const base = {
  version,
  handlers: "aws-lambda-go",
  timed: true,
  leaves: [".aws-sam"],
  install: async (workshop: Workshop) => void (await installed(workshop)),
  configure({ folder, names }: Project) {
    const architecture = requestOf(folder).architecture === "arm64" ? "arm64" : "x86_64";
    const resources = names.map((name) => [
      name.toUpperCase(),
      {
        Type: "AWS::Serverless::Function",
        Metadata: { BuildMethod: "go1.x" },
        Properties: {
          CodeUri: `cmd/${name}/`,
          Handler: "bootstrap",
          Runtime: "provided.al2023",
          Architectures: [architecture],
        },
      },
    ]);
    const template = {
      AWSTemplateFormatVersion: "2010-09-09",
      Transform: "AWS::Serverless-2016-10-31",
      Resources: Object.fromEntries(resources),
    };
    // JSON is YAML too.
    fs.writeFileSync(path.join(folder, "template.yaml"), JSON.stringify(template));
  },
} as const;

export const sam: Peer = {
  ...base,
  id: "sam",
  name: "AWS SAM CLI",
  command: "sam build",
  build: ({ folder }, workshop) => build(folder, workshop),
  async outputs({ folder, names: [name = ""] }) {
    const binary = path.join(folder, ".aws-sam/build", name.toUpperCase(), "bootstrap");
    return { binary, zipBytes: zippedBytes(binary) };
  },
};

/** The same at its quickest. */
export const samCached: Peer = {
  ...base,
  id: "sam-cached",
  name: "AWS SAM CLI, cached",
  command: "sam build --cached --parallel",
  sharesGoCache: true,
  build: ({ folder }, workshop) => build(folder, workshop, "--cached", "--parallel"),
};

async function build(cwd: string, workshop: Workshop, ...flags: string[]): Promise<void> {
  const command = path.join(await installed(workshop), "bin", "sam");
  await workshop.run(command, ["build", ...flags], { cwd, env: workshop.envOf("sam") });
}

function installed(workshop: Workshop): Promise<string> {
  return workshop.once(`sam-${version}`, (folder) => pipInstall(folder, [`aws-sam-cli==${version}`]));
}
