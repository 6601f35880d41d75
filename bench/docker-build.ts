import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { DockerEngine } from "../tests/docker/docker-engine.js";

const run = promisify(execFile);

/** Whether Go's cache is kept between builds, which many leave out. */
type GoCache = "kept" | "none";

const mount = { kept: "--mount=type=cache,target=/cache ", none: "" };

/** The usual two stages. */
const dockerfile = (cache: GoCache) => `FROM golang AS build
WORKDIR /src
COPY . .
ENV CGO_ENABLED=0 GOCACHE=/cache GOPATH=/gopath HOME=/ TMPDIR=/src GOFLAGS=-buildvcs=false
WORKDIR /src/http-api
RUN ${mount[cache]}["/usr/local/go/bin/go", "build", "-trimpath", "-ldflags=-s -w", "-o", "/bootstrap", "."]
FROM scratch
COPY --from=build /bootstrap /bootstrap
ENTRYPOINT ["/bootstrap"]
`;

/** Builds and pushes with a Docker Engine, from an image that is this machine's Go and nothing else. */
export class DockerBuild {
  readonly #engine: DockerEngine;
  readonly #context: string;
  readonly #tag: string;
  readonly #cache: GoCache;

  static async start(context: string, goRoot: string, host: string): Promise<DockerBuild> {
    const engine = await DockerEngine.start("overlay2");
    const golang = path.join(context, "..", "golang");
    fs.mkdirSync(golang);
    fs.writeFileSync(path.join(golang, "Dockerfile"), "FROM scratch\nCOPY . /usr/local/go\n");
    fs.cpSync(goRoot, golang, { recursive: true });
    const docker = new DockerBuild(engine, context, `${host}/docker/api`, "kept");
    await docker.#run("build", "--tag", "golang", golang);
    return docker;
  }

  private constructor(engine: DockerEngine, context: string, tag: string, cache: GoCache) {
    this.#engine = engine;
    this.#context = context;
    this.#tag = tag;
    this.#cache = cache;
    fs.writeFileSync(this.#dockerfile, dockerfile(cache));
  }

  /** The same engine without Go's cache. */
  withoutCache(): DockerBuild {
    return new DockerBuild(this.#engine, this.#context, this.#tag, "none");
  }

  build(): Promise<unknown> {
    const file = ["--file", this.#dockerfile];
    return this.#run("build", "--network", "none", ...file, "--tag", this.#tag, this.#context);
  }

  get #dockerfile(): string {
    return path.join(this.#context, `${this.#cache}.Dockerfile`);
  }

  async buildAndPush(): Promise<void> {
    await this.build();
    await this.#run("push", this.#tag);
  }

  stop(): Promise<void> {
    return this.#engine.stop();
  }

  #run(...args: string[]): Promise<unknown> {
    const env = {
      ...process.env,
      // Debian's command has BuildKit with it, which newer ones want a plugin for.
      PATH: `/usr/bin:${process.env["PATH"]}`,
      DOCKER_HOST: `unix://${this.#engine.socket}`,
      DOCKER_BUILDKIT: "1",
    };
    return run("docker", args, { env });
  }
}
