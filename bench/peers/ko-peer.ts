import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { startDebianRegistry } from "../../tests/build/oci/registry/debian-registry.js";
import { installKo, koSettings, koVersion, pushBase } from "../ko.js";
import { layoutBytes } from "../layout.js";
import type { Peer } from "./peer.js";

/** ko on a base of certificates and time zones from a registry on this machine, with its own cache. */
export function koPeer(): Peer {
  let host = "";
  let bin = "";
  return {
    id: "ko",
    name: "ko",
    version: koVersion,
    command: "ko build --push=false --oci-layout-path=out ./cmd/*",
    handlers: "aws-lambda-go",
    timed: true,
    leaves: ["out", ".cache"],
    async install(workshop) {
      bin = await workshop.once(`ko-${koVersion}`, installKo);
      const registry = await startDebianRegistry();
      workshop.atClose(() => registry.close());
      host = registry.host;
      await pushBase(workshop.folder, host);
    },
    configure() {},
    async build({ folder, names }, workshop) {
      const settings = { ...koSettings(folder, host), KOCACHE: path.join(folder, ".cache") };
      const flags = ["--push=false", "--base-import-paths", "--oci-layout-path=out"];
      const entries = names.map((name) => `./cmd/${name}`);
      const env = workshop.envOf("ko", settings);
      await workshop.run(path.join(bin, "ko"), ["build", ...flags, ...entries], { cwd: folder, env });
    },
    async outputs({ folder, names: [name = ""] }) {
      const layout = path.join(folder, "out");
      const layer = programLayer(layout);
      execFileSync("tar", ["-xzf", layer, "-C", folder], { stdio: "ignore" });
      return { binary: path.join(folder, "ko-app", name), imageBytes: layoutBytes(layout) };
    },
  };
}

/** The last layer of the image that is alone in a layout. */
function programLayer(layout: string): string {
  const blob = (digest: string) => path.join(layout, "blobs", digest.replace(":", "/"));
  const index = JSON.parse(fs.readFileSync(path.join(layout, "index.json"), "utf8"));
  const manifest = JSON.parse(fs.readFileSync(blob(index.manifests[0].digest), "utf8"));
  return blob(manifest.layers.at(-1).digest);
}
