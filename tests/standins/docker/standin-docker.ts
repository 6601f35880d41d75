import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { version } from "@pulumi/docker/package.json";
import { Journal } from "../journal.js";
import { PluginServer } from "../plugin-server.js";
import { DockerPlugin } from "./docker-plugin.js";
import { EngineApi } from "./engine-api.js";

/** Stands in for Pulumi's Docker provider: what it asks, it asks a real Docker Engine. */
export class StandinDocker {
  /** What was built and pushed. */
  readonly journal = new Journal();
  readonly #folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "standin-docker-")));
  readonly #server: PluginServer;

  private constructor(engine: EngineApi) {
    const dialect = { denied: "", isTransient: () => false, refused: () => "", failed: () => "" };
    this.#server = new PluginServer(({ folder }) => new DockerPlugin(version, engine, this.journal, folder), {
      journal: this.journal,
      dialect,
      patience: { attempts: 1, waitMs: 0 },
    });
  }

  /** @param engine - The socket of a Docker Engine. */
  static async start(engine: string): Promise<StandinDocker> {
    const standin = new StandinDocker(new EngineApi(engine));
    await standin.#server.listen(standin.#socket);
    return standin;
  }

  get #socket(): string {
    return path.join(this.#folder, "plugins.sock");
  }

  /** An environment in which the CLI's programs find it. */
  environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return {
      ...env,
      PATH: [path.dirname(__dirname), env["PATH"]].join(path.delimiter),
      GOSERVERLESS_STANDIN_DOCKER: this.#socket,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
  }

  async stop(): Promise<void> {
    await this.#server.close();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}
