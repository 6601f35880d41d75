import * as fs from "node:fs";
import * as path from "node:path";
import { unzipSync } from "fflate";
import { layoutBytes } from "../layout.js";

import type { Handlers, Peer, Project } from "./peer.js";
import type { Workshop } from "./workshop.js";

const project = path.resolve(__dirname, "../..");
const { version } = JSON.parse(fs.readFileSync(path.join(project, "package.json"), "utf8"));

const base = {
  version: `${version}`,
  timed: true,
  leaves: ["out", ".cache"],
  async install() {},
  configure() {},
} as const;

export const ours: Peer = zips("ours", "goserverless, `aws-lambda-go`", "aws-lambda-go");
/** The tag is what the component sets on AWS. */
export const oursRuntime: Peer = zips(
  "ours-runtime",
  "goserverless, its Go runtime module",
  "runtime",
  "--tag",
  "goserverless.lambda",
);

/** Holds what ko's base holds. */
export const oursImage: Peer = {
  ...base,
  id: "ours-image",
  name: "goserverless, image",
  command: "goserverless build cmd/* --packaging image --time-zones --out out",
  handlers: "aws-lambda-go",
  sharesGoCache: true,
  build: (each, workshop) => build(each, workshop, "ours", "--packaging", "image", "--time-zones"),
  async outputs({ folder, names: [name = ""] }) {
    return { imageBytes: layoutBytes(path.join(folder, "out", name)) };
  },
};

function zips(id: string, name: string, handlers: Handlers, ...flags: string[]): Peer {
  return {
    ...base,
    id,
    name,
    command: ["goserverless build cmd/*", ...flags, "--out out"].join(" "),
    handlers,
    build: (each, workshop) => build(each, workshop, id, ...flags),
    async outputs({ folder, names: [first = ""] }) {
      const zip = fs.readFileSync(path.join(folder, "out", `${first}.zip`));
      const binary = path.join(folder, "bootstrap");
      fs.writeFileSync(binary, unzipSync(zip)["bootstrap"] ?? "", { mode: 0o755 });
      return { binary, zipBytes: zip.length };
    },
  };
}

async function build({ folder, names }: Project, workshop: Workshop, id: string, ...flags: string[]) {
  const entries = names.map((name) => path.join("cmd", name));
  const args = [path.join(project, "dist/cli/main.js"), "build", ...entries, "--out", "out", ...flags];
  const env = workshop.envOf(id, { GOSERVERLESS_CACHE_DIR: path.join(folder, ".cache") });
  await workshop.run(process.execPath, args, { cwd: folder, env });
}
