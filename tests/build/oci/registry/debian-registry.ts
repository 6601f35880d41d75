import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

interface Options {
  readonly login?: { readonly user: string; readonly password: string };
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** Debian's registry, as its users run it. */
export interface DebianRegistry {
  readonly host: string;
  /** Where it keeps what is pushed. */
  readonly folder: string;
  close(): Promise<void>;
}

export async function startDebianRegistry({ login, tls }: Options = {}): Promise<DebianRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "goserverless-registry-"));
  const config: Record<string, unknown> = {
    version: "0.1",
    storage: { filesystem: { rootdirectory: folder } },
    // The registry finds a free port itself, and says which.
    http: { addr: "127.0.0.1:0", ...(tls ? { tls } : {}) },
  };
  if (login) {
    const path = join(folder, "htpasswd");
    await writeFile(path, runTool("htpasswd", "apache2-utils", "-Bbn", login.user, login.password));
    config["auth"] = { htpasswd: { realm: "test", path } };
  }
  const configPath = join(folder, "config.json");
  // JSON is YAML too.
  await writeFile(configPath, JSON.stringify(config));
  const child = spawn("docker-registry", ["serve", configPath], {
    env: { PATH: process.env["PATH"], OTEL_TRACES_EXPORTER: "none" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const closed = once(child, "close").catch(() => {});
  try {
    const port = await portOf(child);
    return {
      host: `127.0.0.1:${port}`,
      folder,
      async close() {
        child.kill("SIGKILL");
        await closed;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function portOf(child: ReturnType<typeof spawn>): Promise<number> {
  const printed: string[] = [];
  return new Promise((resolve, reject) => {
    child.on("error", () =>
      reject(new Error("docker-registry is needed. Install it: sudo apt-get install docker-registry.")),
    );
    child.on("close", () => reject(new Error(`docker-registry ended:\n${printed.join("\n")}`)));
    if (!child.stderr) throw new Error("docker-registry has no stderr.");
    createInterface(child.stderr).on("line", (line) => {
      printed.push(line);
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

function runTool(tool: string, debianPackage: string, ...args: string[]): string {
  try {
    return execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error(`${tool} is needed. Install it: sudo apt-get install ${debianPackage}.`);
    throw error;
  }
}
