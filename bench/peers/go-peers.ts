import * as path from "node:path";
import { zippedBytes } from "./deflated.js";
import type { Peer, Project } from "./peer.js";

const base = {
  version: "",
  handlers: "aws-lambda-go",
  async install() {},
  configure() {},
  leaves: ["out"],
} as const;

const binaryOf = ({ folder, names: [name = ""] }: Project) => path.join(folder, "out", name);

/** What Go does by itself, all functions in one command. */
export const plain: Peer = {
  ...base,
  id: "go",
  name: "plain `go build`",
  command: "go build -o out/ ./cmd/...",
  timed: true,
  async build({ folder }, workshop) {
    const env = workshop.envOf("go");
    await workshop.run("go", ["build", "-o", `out${path.sep}`, "./cmd/..."], { cwd: folder, env });
  },
  async outputs(project) {
    const binary = binaryOf(project);
    return { binary, zipBytes: zippedBytes(binary) };
  },
};

/** https://github.com/anomalyco/sst/blob/dev/pkg/runtime/golang/golang.go, whose lock lets one function be built at a time. */
export const sst: Peer = {
  ...base,
  id: "sst",
  name: "SST's flags",
  command: 'go build -ldflags "-s -w", one function after another',
  timed: true,
  async build({ folder, names }, workshop) {
    const env = workshop.envOf("sst", { CGO_ENABLED: "0", GOOS: "linux" });
    for (const name of names) {
      const args = ["build", "-ldflags", "-s -w", "-o", path.join("out", name), `./cmd/${name}`];
      await workshop.run("go", args, { cwd: folder, env });
    }
  },
  outputs: plain.outputs,
};

/** Plain in `golang:alpine`, which has no C compiler: https://nitric.io/docs/reference/go */
export const nitric: Peer = {
  ...base,
  id: "nitric",
  name: "Nitric's flags",
  command: "go build in golang:alpine",
  timed: false,
  sharesGoCache: true,
  async build({ folder, names }, workshop) {
    const env = workshop.envOf("cdk", { CGO_ENABLED: "0" });
    for (const name of names)
      await workshop.run("go", ["build", "-o", path.join("out", name), `./cmd/${name}`], {
        cwd: folder,
        env,
      });
  },
  async outputs(project) {
    return { binary: binaryOf(project) };
  },
};
