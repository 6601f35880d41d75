import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How it keeps layers: `vfs` works everywhere, `overlay2` as fast as elsewhere. */
type Storage = "vfs" | "overlay2";

/** A Docker Engine of a test's own: nothing of it is shared with another one, or stays. */
export class DockerEngine {
  /** Where it is spoken to. */
  readonly socket: string;
  readonly #folder: string;
  readonly #daemon: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(folder: string, storage: Storage) {
    const at = (name: string) => join(folder, name);
    this.socket = at("docker.sock");
    this.#folder = folder;
    this.#daemon = spawn(
      "dockerd",
      [
        ...["--config-file", at("daemon.json"), "--host", `unix://${this.socket}`],
        ...["--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid")],
        // Works in a container too, and leaves this machine's network as it is.
        ...["--storage-driver", storage, "--iptables=false", "--ip6tables=false", "--bridge", "none"],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    this.#ended = once(this.#daemon, "close").catch(() => {});
  }

  static async start(storage: Storage = "vfs"): Promise<DockerEngine> {
    if (process.getuid?.() !== 0) throw new Error("dockerd needs root. Run the tests as root.");
    // Short, as a socket's path has at most 108 bytes.
    const folder = await mkdtemp(join(tmpdir(), "dockerd-"));
    await writeFile(join(folder, "daemon.json"), "{}");
    const engine = new DockerEngine(folder, storage);
    try {
      await engine.#listening();
      return engine;
    } catch (error) {
      await engine.stop();
      throw error;
    }
  }

  /** Runs a command of Docker's, and gives what it prints. */
  async docker(...args: string[]): Promise<string> {
    const env = { ...process.env, DOCKER_HOST: `unix://${this.socket}`, DOCKER_CONFIG: this.#folder };
    const { stdout } = await run("docker", args, { env });
    return stdout;
  }

  async stop(): Promise<void> {
    this.#daemon.kill("SIGTERM");
    await this.#ended;
    await this.#unmount();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The host's network, once a container was in it, stays mounted. */
  async #unmount(): Promise<void> {
    const mounts = (await readFile("/proc/self/mounts", "utf8"))
      .split("\n")
      .map((line) => line.split(" ")[1] ?? "");
    for (const path of mounts.filter((each) => each.startsWith(`${this.#folder}/`)).reverse())
      await run("umount", [path]);
  }

  #listening(): Promise<void> {
    const daemon = this.#daemon;
    const printed: string[] = [];
    return new Promise((resolve, reject) => {
      daemon.on("error", () =>
        reject(new Error("dockerd is needed. Install it: sudo apt-get install docker.io.")),
      );
      daemon.on("close", () => reject(new Error(`dockerd ended:\n${printed.slice(-20).join("\n")}`)));
      if (!daemon.stderr) throw new Error("dockerd has no stderr.");
      createInterface(daemon.stderr).on("line", (line) => {
        printed.push(line);
        if (line.includes("API listen on")) resolve();
      });
    });
  }
}
