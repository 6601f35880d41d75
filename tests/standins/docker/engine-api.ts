import { type ChildProcess, spawn } from "node:child_process";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { isObject, type Props } from "../wire.js";

export interface BuildOptions {
  /** A folder. */
  readonly context: string;
  /** Relative to that. */
  readonly dockerfile: string;
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly target: string;
  readonly network: string;
  /** `1`, or `2` for BuildKit. */
  readonly version: string;
}

export interface Login {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}

/** What Pulumi's provider asks of a Docker Engine: https://docs.docker.com/reference/api/engine/version/v1.41/ */
export class EngineApi {
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  async ping(): Promise<void> {
    await this.#ask("GET", "/_ping", {}, (sent) => sent.end());
  }

  /** @returns The image's ID. */
  async build(options: BuildOptions): Promise<string> {
    const { context, dockerfile, name, args, platform, target, network, version } = options;
    const query = new URLSearchParams({
      ...{ dockerfile, t: name, buildargs: JSON.stringify(args), platform, version },
      ...(target && { target }),
      ...(network && { networkmode: network }),
    });
    const tar = spawn("tar", ["-C", context, "--owner=0", "--group=0", "--numeric-owner", "-c", "."], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = await this.#ask(
      "POST",
      `/build?${query}`,
      { "content-type": "application/x-tar" },
      (sent) => pipeline(outputOf(tar), sent),
    );
    const id = lines.map(({ aux }) => isObject(aux) && aux["ID"]).find((each) => typeof each === "string");
    if (typeof id !== "string") throw new Error("no image id found in build output");
    return id;
  }

  /** @returns The digest of the manifest, as the registry has it. */
  async push(name: string, login: Partial<Login>): Promise<string> {
    const [repository = "", tag = ""] = name.split(/:(?=[^:/]+$)/);
    // For URLs, and padded all the same.
    const auth = Buffer.from(JSON.stringify(login))
      .toString("base64")
      .replace(/\+/g, "-")
      .replace(/\//g, "_");
    const path = `/images/${repository}/push?${new URLSearchParams({ tag })}`;
    const lines = await this.#ask("POST", path, { "x-registry-auth": auth }, (sent) => sent.end());
    const digest = lines
      .map(({ aux }) => isObject(aux) && aux["Digest"])
      .find((each) => typeof each === "string");
    if (typeof digest !== "string") throw new Error("Push completed without reporting a digest");
    return digest;
  }

  /** The answer's lines of JSON; the engine tells of what goes wrong later in one of them. */
  async #ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    send: (sent: ClientRequest) => unknown,
  ): Promise<Props[]> {
    const [status, body] = await new Promise<[number, string]>((resolve, reject) => {
      const sent = request(
        { socketPath: this.#socketPath, method, path, headers },
        (answer: IncomingMessage) => {
          text(answer).then((all) => resolve([answer.statusCode ?? 0, all]), reject);
        },
      );
      sent.on("error", reject);
      Promise.resolve(send(sent)).catch(reject);
    });
    const lines = body
      .split("\n")
      .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Props] : []));
    const failure =
      lines.find(({ error }) => error !== undefined)?.["error"] ?? (status >= 400 ? body : undefined);
    if (failure !== undefined) throw new Error(String(failure));
    return lines;
  }
}

function outputOf({ stdout }: ChildProcess): NodeJS.ReadableStream {
  if (!stdout) throw new Error("tar has no stdout.");
  return stdout;
}
