import assert from "node:assert/strict";
import * as path from "node:path";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { StandinAws, type StandinOptions } from "../standins/aws/standin-aws.js";
import { type CommandResult, type FunctionOutputs, PulumiProject } from "./pulumi-project.js";

type Args = Partial<GoServerlessFunctionArgs>;

/** The stand-in runs what is deployed, on this machine. */
const architecture = process.arch === "arm64" ? "arm64" : "amd64";

/**
 * A Pulumi project whose function `api` is deployed to a stand-in AWS account by the real CLI.
 * @example
 * const shop = await AwsProject.start();
 * await shop.up({ warm: { instances: 4 } });
 * assert.deepEqual(shop.writes.slice(0, 2), ["logs:CreateLogGroup /aws/lambda/shop-dev-api", ...]);
 * const { localUrl } = await shop.outputs();
 * await shop.stop();
 */
export class AwsProject {
  readonly aws: StandinAws;
  readonly project: PulumiProject;
  #args: Args = {};

  /** A project `shop` with a stack `dev`, and a copy of examples/hello in `api`. Nothing is deployed yet. */
  static async start(options: StandinOptions = {}): Promise<AwsProject> {
    const aws = await StandinAws.start(options);
    const project = new PulumiProject("shop");
    // Every run of a program loads the same modules.
    const cache = { NODE_COMPILE_CACHE: path.join(project.folder, "compile-cache") };
    Object.assign(project.env, aws.environment(project.env), cache);
    project.writeFunction("api", "Hello, %s!");
    await project.init("dev", "aws");
    return new AwsProject(aws, project);
  }

  private constructor(aws: StandinAws, project: PulumiProject) {
    this.aws = aws;
    this.project = project;
  }

  /** Declares the function `api`, public unless told; without arguments, as before. */
  declare(args: Args = this.#args): void {
    this.#args = args;
    this.project.declare({ api: { entry: "api", architecture, http: { auth: "none" }, ...args } });
  }

  /** Deploys that, from an empty journal, and answers what the CLI printed. */
  async up(args?: Args): Promise<string> {
    return working(await this.tryUp(args));
  }

  /** The same for a deployment that is to fail. */
  async failingUp(args?: Args): Promise<string> {
    const { status, output } = await this.tryUp(args);
    assert.notEqual(status, 0, output);
    return output;
  }

  tryUp(args?: Args): Promise<CommandResult> {
    this.declare(args);
    this.aws.journal.clear();
    return this.project.up();
  }

  /** Any other command about the stack: `pulumi("refresh", "--yes")`. */
  async pulumi(...args: string[]): Promise<string> {
    return working(await this.project.pulumi(...args, "--stack", "dev"));
  }

  /** Also where the URL can be called. */
  async outputs(): Promise<FunctionOutputs & { readonly localUrl: string }> {
    const { api } = await this.project.outputs();
    assert.ok(api);
    return { ...api, localUrl: this.aws.localUrl(api.url) };
  }

  /** What changed something since the last deployment began, without the random part of names. */
  get writes(): string[] {
    return this.aws.writes.map(withoutSuffix);
  }

  /** Ends the account and removes everything. */
  async stop(): Promise<void> {
    await this.project.dispose();
    await this.aws.stop();
  }
}

/** `shop-dev-api-0a1b2c3:live` is `shop-dev-api:live`. */
export function withoutSuffix(text: string): string {
  return text.replaceAll(/-[0-9a-f]{7}(?![0-9a-z])/g, "");
}

function working({ status, output }: CommandResult): string {
  assert.equal(status, 0, output);
  return output;
}
