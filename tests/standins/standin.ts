import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { CallRecord, InvokeResult } from "../../emulator/index.js";
import type { CloudAccount } from "./cloud-account.js";
import type { Dialect } from "./dialect.js";
import type { Entry, Journal } from "./journal.js";
import type { Patience } from "./operation.js";
import { type Environment, PluginServer } from "./plugin-server.js";
import { type Package, Provider } from "./provider.js";

/** An account in this process, and what makes the engine use it for one of its packages. */
export abstract class Standin<Account extends CloudAccount = CloudAccount> {
  /** What was called, and what shall go wrong. */
  readonly journal: Journal;
  readonly account: Account;
  /** When the provider gives up; a test may change it. */
  readonly patience: Patience = { attempts: 10, waitMs: 60_000 };
  readonly #package: Package;
  readonly #server: PluginServer;
  readonly #environment: Environment;

  protected static newFolder(name: string): string {
    return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `standin-${name}-`)));
  }

  protected constructor(account: Account, pack: Package, dialect: Dialect) {
    this.account = account;
    this.journal = account.journal;
    this.#package = pack;
    this.#environment = { journal: account.journal, dialect, patience: this.patience };
    this.#server = new PluginServer((caller) => new Provider(pack, caller), this.#environment);
  }

  get #socket(): string {
    return path.join(this.account.folder, "plugins.sock");
  }

  /** The provider without an engine. Relative paths start at the folder. */
  provider(folder = this.account.folder): Provider {
    const caller = { ...this.#environment, folder, isGone: () => false, die: () => {} };
    return new Provider(this.#package, caller);
  }

  /** An environment in which the CLI's programs find this account. */
  environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return {
      ...env,
      PATH: [__dirname, env["PATH"]].join(path.delimiter),
      [`GOSERVERLESS_STANDIN_${this.#package.name.toUpperCase()}`]: this.#socket,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
  }

  /** What changed something, in order: `lambda:CreateAlias api:live`, and events of the service itself. */
  get writes(): string[] {
    return this.journal.writes;
  }

  get calls(): readonly Entry[] {
    return this.journal.entries;
  }

  /** Provider processes that run now: one that has ended calls nothing any more. */
  get processes(): number {
    return this.#server.processes;
  }

  /** Where a URL, as a program knows it, can be called on this machine. */
  abstract localUrl(url: string): string;

  async invoke(functionName: string, qualifier: string | undefined, payload: unknown): Promise<InvokeResult> {
    return this.account
      .function(functionName)
      .route(qualifier)
      .invoke(Buffer.from(JSON.stringify(payload)));
  }

  /** The last calls of a function that have ended, with what was cold. */
  invocations(functionName: string): readonly CallRecord[] {
    return this.account.function(functionName).host.calls;
  }

  /** What a function's programs and the service wrote: of a cold start, an `Init Duration`. */
  log(functionName: string): Promise<string> {
    return this.account.function(functionName).host.readLog();
  }

  protected listen(): Promise<void> {
    return this.#server.listen(this.#socket);
  }

  /** Ends every program and removes what is on disk. */
  async stop(): Promise<void> {
    await this.#server.close();
    await this.end();
    fs.rmSync(this.account.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Ends what the account runs. */
  protected abstract end(): Promise<void>;
}
