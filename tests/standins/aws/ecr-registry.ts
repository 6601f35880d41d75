import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { type DebianRegistry, startDebianRegistry } from "../../build/oci/registry/debian-registry.js";
import type { RegistryLogin } from "../pull-image.js";

/** What ECR keeps images in: a real registry, behind a door at which requests are counted and can be refused. */
export class EcrRegistry {
  readonly login: RegistryLogin;
  /** What came, such as `PUT /v2/shop/manifests/v1`. */
  readonly requests: string[] = [];
  /** Answers everything that would change something with 500. */
  isBroken = false;
  readonly #registry: DebianRegistry;
  readonly #door: http.Server;

  static async start(): Promise<EcrRegistry> {
    const login = { username: "AWS", password: randomBytes(24).toString("hex") };
    const registry = await startDebianRegistry({ login: { user: login.username, password: login.password } });
    const started = new EcrRegistry(registry, login);
    await new Promise<void>((resolve) => started.#door.listen(0, "127.0.0.1", resolve));
    return started;
  }

  private constructor(registry: DebianRegistry, login: RegistryLogin) {
    this.#registry = registry;
    this.login = login;
    this.#door = http.createServer((request, response) => this.#pass(request, response));
  }

  get host(): string {
    return `127.0.0.1:${(this.#door.address() as AddressInfo).port}`;
  }

  /** Requests that change something. */
  get writes(): string[] {
    return this.requests.filter((line) => !/^(GET|HEAD) /.test(line));
  }

  /** Digests of the manifests that a repository holds. */
  manifests(repository: string): string[] {
    const folder = path.join(this.#folder(repository), "_manifests/revisions/sha256");
    return existsSync(folder) ? readdirSync(folder).map((digest) => `sha256:${digest}`) : [];
  }

  remove(repository: string): void {
    rmSync(this.#folder(repository), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    this.#door.closeAllConnections();
    await new Promise((resolve) => this.#door.close(resolve));
    await this.#registry.close();
  }

  #folder(repository: string): string {
    return path.join(this.#registry.folder, "docker/registry/v2/repositories", repository);
  }

  #pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { method = "", url = "", headers } = request;
    this.requests.push(`${method} ${url.replace(/\?.*/, "")}`);
    if (this.isBroken && method !== "GET" && method !== "HEAD") {
      request.resume();
      response.writeHead(500).end();
      return;
    }
    // With the host as it was asked for: the registry names itself so in where an upload goes on.
    const passed = http.request(`http://${this.#registry.host}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  }
}
