import { randomBytes } from "node:crypto";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { CloudName } from "../../components/names.js";
import type { CommandResult, FunctionOutputs, PulumiProject } from "../e2e/pulumi-project.js";
import { type CloudResource, cloudResources } from "./cloud-resources.js";
import { InterruptibleProject } from "./interruptible-project.js";
import { LookUp, type Props } from "./look-up.js";

type Args = Partial<GoServerlessFunctionArgs>;

/** What is deployed to one cloud. */
export interface Deployed {
  readonly cloud: CloudName;
  /** Writes a program into the folder `hello` that greets so, and tells how its instance came to be. */
  write(project: PulumiProject, greeting: string, setup: string): void;
  /** Adds what each deployment has, or has against a stand-in. */
  complete(args: Args, isStandin: boolean): Args;
  /** What `pulumi destroy` is told besides, the first time. */
  readonly destroyOptions: readonly string[];
}

/** A stack of its own with a function `hello` in it, and its state in a temporary folder. */
export class ProofStack {
  readonly name = `e2e${randomBytes(3).toString("hex")}`;
  readonly #deployed: Deployed;
  readonly #isStandin: boolean;
  readonly #project = new InterruptibleProject("goserverless");
  readonly #lookUp = new LookUp(this.#project);
  #isEnding = false;

  constructor(deployed: Deployed, isStandin: boolean) {
    this.#deployed = deployed;
    this.#isStandin = isStandin;
  }

  init(): Promise<void> {
    return this.#project.init(this.name, this.#deployed.cloud);
  }

  /** Lets the function greet so; `setup` is run before it takes calls. */
  greet(greeting: string, setup = ""): void {
    this.#deployed.write(this.#project, greeting, setup);
  }

  async up(args: Args): Promise<string> {
    return working(await this.tryUp(args));
  }

  tryUp(args: Args): Promise<CommandResult> {
    const complete = this.#deployed.complete({ entry: "hello", ...args }, this.#isStandin);
    this.#project.declare({ hello: complete });
    return this.#project.up(this.name);
  }

  /** Any other command about the stack. */
  async pulumi(...args: string[]): Promise<string> {
    return working(await this.#project.pulumi(...args, "--stack", this.name));
  }

  async outputs(): Promise<FunctionOutputs> {
    const { hello } = await this.#project.outputs(this.name);
    if (hello === undefined) throw new Error("The stack has no outputs.");
    return hello;
  }

  /** What the cloud says of something by its type and ID; undefined when there is no such thing. */
  lookUp(type: string, id: string): Promise<Props | undefined> {
    return this.#lookUp.find(type, id);
  }

  /** Removes all that is deployed, in one go. */
  async remove(): Promise<void> {
    await this.pulumi("destroy", "--yes", "--skip-preview", ...this.#deployed.destroyOptions);
  }

  /** What exists in the cloud for the stack. */
  async resources(): Promise<readonly CloudResource[]> {
    return cloudResources(await this.pulumi("stack", "export")).filter(({ external }) => !external);
  }

  get isInterrupted(): boolean {
    return this.#project.isInterrupted;
  }

  /** Lets a deployment that runs end what it is at; none begins after it. What is being removed goes on. */
  interrupt(): void {
    if (!this.#isEnding) this.#project.interrupt();
  }

  /** Removes all of it, also after an interruption. Answers what is left, and how to go on, when that fails twice. */
  async destroy(): Promise<string | undefined> {
    const project = this.#project;
    this.#isEnding = true;
    project.isInterrupted = false;
    const on = ["--yes", "--stack", this.name];
    // What was killed may have left the state locked.
    await project.pulumi("cancel", ...on);
    const destroy = (options: readonly string[]) =>
      project.pulumi("destroy", "--skip-preview", ...options, ...on);
    let { status, output } = await destroy(this.#deployed.destroyOptions);
    if (status !== 0) ({ status, output } = await destroy([]));
    if (status !== 0) return `${output}\n${await this.#left()}`;
    await project.dispose();
    return undefined;
  }

  async #left(): Promise<string> {
    const { env, folder } = this.#project;
    const left = (await this.resources()).map(({ type, id }) => `  ${type} ${id}`);
    const variables = ["PATH", "PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_HOME"];
    const settings = variables.map((name) => `${name}='${env[name] ?? ""}'`).join(" ");
    return [
      "These are left in the account:",
      ...left,
      "Remove them with:",
      `  cd ${folder} && ${settings} pulumi destroy --yes --stack ${this.name}`,
    ].join("\n");
  }
}

function working({ status, output }: CommandResult): string {
  if (status !== 0) throw new Error(output.slice(Math.max(0, output.indexOf("Diagnostics:"))).trimEnd());
  return output;
}
