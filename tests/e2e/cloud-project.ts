import assert from "node:assert/strict";
import * as path from "node:path";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { CloudName } from "../../components/names.js";
import type { Standin } from "../standins/standin.js";
import { failing, working } from "./command-outcome.js";
import { type CommandResult, type FunctionOutputs, PulumiProject } from "./pulumi-project.js";

export type Args = Partial<GoServerlessFunctionArgs>;

/** A Pulumi project whose function `api` is deployed to a stand-in's account by the real CLI. */
export abstract class CloudProject<Account extends Standin> {
  readonly cloud: Account;
  readonly project: PulumiProject;
  /** What each declaration of the function has, unless told. */
  readonly #defaults: Args;
  #args: Args = {};

  /** A project `shop` with a stack `dev`. Nothing is deployed yet. */
  protected static async newProject(name: CloudName, cloud: Standin): Promise<PulumiProject> {
    const project = new PulumiProject("shop");
    // Every run of a program loads the same modules.
    const cache = { NODE_COMPILE_CACHE: path.join(project.folder, "compile-cache") };
    Object.assign(project.env, cloud.environment(project.env), cache);
    await project.init("dev", name);
    return project;
  }

  protected constructor(cloud: Account, project: PulumiProject, defaults: Args) {
    this.cloud = cloud;
    this.project = project;
    this.#defaults = defaults;
  }

  /** Declares the function `api`, public unless told; without arguments, as before. */
  declare(args: Args = this.#args): void {
    this.#args = args;
    this.project.declare({ api: { entry: "api", http: { auth: "none" }, ...this.#defaults, ...args } });
  }

  /** Deploys that, from an empty journal, and answers what the CLI printed. */
  async up(args?: Args): Promise<string> {
    return working(this.tryUp(args));
  }

  /** The same for a deployment that is to fail. */
  async failingUp(args?: Args): Promise<string> {
    return failing(this.tryUp(args));
  }

  tryUp(args?: Args): Promise<CommandResult> {
    this.declare(args);
    this.cloud.journal.clear();
    return this.project.up();
  }

  /** Any other command about the stack: `pulumi("refresh", "--yes")`. */
  async pulumi(...args: string[]): Promise<string> {
    return working(this.project.pulumi(...args, "--stack", "dev"));
  }

  /** Also where the URL can be called. */
  async outputs(): Promise<FunctionOutputs & { readonly localUrl: string }> {
    const { api } = await this.project.outputs();
    assert.ok(api);
    return { ...api, localUrl: this.cloud.localUrl(api.url) };
  }

  /** What changed something since the last deployment began. */
  get writes(): string[] {
    return this.cloud.writes;
  }

  /** The calls among those. */
  get calls(): string[] {
    return this.writes.filter((line) => !line.startsWith("event:"));
  }

  /** Ends the account and removes everything. */
  async stop(): Promise<void> {
    await this.project.dispose();
    await this.cloud.stop();
  }
}
