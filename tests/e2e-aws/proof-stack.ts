import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { type CommandResult, type FunctionOutputs, PulumiProject } from "../e2e/pulumi-project.js";
import { startedForHeader } from "./calls.js";

/** The run was told to end. */
class Interrupted extends Error {}

/** Ends one step of Pulumi gracefully when the run is told to end, and begins no other. */
class InterruptibleProject extends PulumiProject {
  isInterrupted = false;
  #child: ChildProcess | undefined;

  interrupt(): void {
    // A second signal would end Pulumi at once, in the middle of what it does.
    if (!this.isInterrupted) this.#child?.kill("SIGINT");
    this.isInterrupted = true;
  }

  override run(command: string, args: readonly string[]): Promise<CommandResult> {
    if (this.isInterrupted) return Promise.reject(new Interrupted());
    return new Promise((resolve, reject) => {
      // In a process group of its own: Ctrl-C would reach Pulumi twice, and the second time ends it at once.
      const child = spawn(command, args, {
        cwd: this.folder,
        env: this.env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.#child = child;
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      child.once("error", reject);
      child.once("close", (status) => resolve({ status: status ?? 1, output }));
    });
  }
}

/** A stack of its own with examples/hello in it, and its state in a temporary folder. */
export class ProofStack {
  readonly name = `e2e${randomBytes(3).toString("hex")}`;
  readonly #architecture: GoServerlessFunctionArgs["architecture"];
  readonly #project = new InterruptibleProject("goserverless");
  #isEnding = false;

  /** The processor: AWS's default, or this machine's for a stand-in that runs the binary here. */
  constructor(isStandin: boolean) {
    // Not the user's: it is part of the command that is printed when something is left.
    delete this.#project.env["PULUMI_CONFIG_PASSPHRASE_FILE"];
    this.#project.env["PULUMI_CONFIG_PASSPHRASE"] = "";
    const here = process.arch === "arm64" ? "arm64" : "amd64";
    this.#architecture = isStandin ? here : undefined;
  }

  init(): Promise<void> {
    return this.#project.init(this.name, "aws");
  }

  /** Lets the function greet so, and tell how its instance came to be. */
  greet(greeting: string, setup = ""): void {
    this.#project.writeFunction("hello", `${greeting}, %s!`);
    const file = path.join(this.#project.folder, "hello/main.go");
    const source = fs.readFileSync(file, "utf8");
    const header = `map[string]string{"${startedForHeader}": os.Getenv("AWS_LAMBDA_INITIALIZATION_TYPE"), `;
    const told = source
      .replace('"fmt"', '"fmt"\n\t"os"')
      .replace("map[string]string{", header)
      .replace("lambda.Start(", `${setup}\n\tlambda.Start(`);
    fs.writeFileSync(file, told);
  }

  async up(args: Partial<GoServerlessFunctionArgs>): Promise<string> {
    const { status, output } = await this.tryUp(args);
    if (status !== 0) throw new Error(output.slice(Math.max(0, output.indexOf("Diagnostics:"))).trimEnd());
    return output;
  }

  /** Platform lines are left out of the log, which would cost more than the rest. */
  tryUp({ aws, ...args }: Partial<GoServerlessFunctionArgs>): Promise<CommandResult> {
    const own = { ...aws, logs: { systemLevel: "WARN" as const } };
    const common = { entry: "hello", architecture: this.#architecture, memoryMb: 128 };
    this.#project.declare({ hello: { ...common, ...args, aws: own } });
    return this.#project.up(this.name);
  }

  async outputs(): Promise<FunctionOutputs> {
    const { hello } = await this.#project.outputs(this.name);
    if (hello === undefined) throw new Error("The stack has no outputs.");
    return hello;
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
    const destroy = () => project.pulumi("destroy", "--skip-preview", ...on);
    let { status, output } = await destroy();
    if (status !== 0) ({ status, output } = await destroy());
    if (status !== 0) return `${output}\n${await this.#left()}`;
    await project.dispose();
    return undefined;
  }

  async #left(): Promise<string> {
    const { env, folder } = this.#project;
    const { output } = await this.#project.pulumi("stack", "export", "--stack", this.name);
    const { deployment } = JSON.parse(output) as {
      deployment: { resources?: { type: string; id?: string }[] };
    };
    const left = (deployment.resources ?? []).filter(({ type }) => type.startsWith("aws:"));
    const variables = ["PATH", "PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_HOME"];
    const settings = variables.map((name) => `${name}='${env[name] ?? ""}'`).join(" ");
    return [
      "These are left in the account:",
      ...left.map(({ type, id }) => `  ${type} ${id}`),
      "Remove them with:",
      `  cd ${folder} && ${settings} pulumi destroy --yes --stack ${this.name}`,
    ].join("\n");
  }
}
