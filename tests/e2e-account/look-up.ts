import type { CommandResult } from "../e2e/pulumi-project.js";
import { type CloudResource, cloudResources } from "./cloud-resources.js";

export type Props = CloudResource["outputs"];

/** Where the program can be put, and run. */
interface Project {
  write(file: string, text: string): void;
  pulumi(...args: string[]): Promise<CommandResult>;
}

const name = "look-up";
const program = `
const { CustomResource } = require("@pulumi/pulumi");
const { type, id } = require("./asked.json");
const { version } = require("@pulumi/" + type.split(":")[0] + "/package.json");
new CustomResource(type, "found", {}, { id, version });
`;

/**
 * Asks a cloud for things by their types and IDs. A program of its own asks, so that it does so with the provider that
 * deploys, and with its credentials.
 */
export class LookUp {
  readonly #project: Project;
  #isMade = false;

  constructor(project: Project) {
    this.#project = project;
  }

  /** Undefined when there is no such thing. */
  async find(type: string, id: string): Promise<Props | undefined> {
    if (!this.#isMade) await this.#make();
    this.#project.write(`${name}/asked.json`, JSON.stringify({ type, id }));
    const { status, output } = await this.#pulumi("up", "--yes", "--skip-preview");
    if (status === 0) {
      const [found] = cloudResources((await this.#pulumi("stack", "export")).output);
      return found?.outputs;
    }
    if (/\bdoes not exist\b/.test(output)) return undefined;
    throw new Error(output);
  }

  async #make(): Promise<void> {
    this.#project.write(`${name}/Pulumi.yaml`, `name: ${name}\nruntime: nodejs\nmain: index.js\n`);
    this.#project.write(`${name}/package.json`, JSON.stringify({ name, private: true }));
    this.#project.write(`${name}/index.js`, program);
    const { status, output } = await this.#pulumi("stack", "init");
    if (status !== 0) throw new Error(output);
    this.#isMade = true;
  }

  #pulumi(...args: string[]): Promise<CommandResult> {
    return this.#project.pulumi("--cwd", name, ...args, "--stack", name);
  }
}
