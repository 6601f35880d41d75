import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Answer, Caller, Calls } from "../e2e-account/caller.js";
import type { ProofStack } from "../e2e-account/proof-stack.js";

export type Args = Partial<GoServerlessFunctionArgs>;

/** What Function Compute says of the ready instances of `LATEST`. */
export interface Provision {
  readonly target: number;
  readonly current: number;
  readonly alwaysAllocateCpu: boolean;
  readonly scheduledActions: readonly Readonly<Record<string, unknown>>[];
  readonly targetTrackingPolicies: readonly Readonly<Record<string, unknown>>[];
}

/** The function of a stack as its callers and Function Compute see it. */
export class DeployedFunction {
  readonly #stack: ProofStack;
  readonly #caller: Caller;
  #name = "";
  #url = "";

  constructor(stack: ProofStack, caller: Caller) {
    this.#stack = stack;
    this.#caller = caller;
  }

  /** Where it is to be called, which is asked for once. */
  async find(): Promise<void> {
    const { functionName, url } = await this.#stack.outputs();
    this.#name = functionName;
    this.#url = new URL("hello/world", url).href;
  }

  call(): Promise<Answer> {
    return this.#caller.get(this.#url);
  }

  callTimes(count: number): Promise<Calls> {
    return this.#caller.times(this.#url, count);
  }

  /** Calls it all the time that a deployment takes. */
  callDuring(args: Args): Promise<Calls> {
    return this.#caller.during(this.#url, () => this.#stack.up(args));
  }

  async version(): Promise<string> {
    return (await this.#stack.outputs()).version;
  }

  async isPublished(version: string): Promise<boolean> {
    const type = "alicloud:fc/v3FunctionVersion:V3FunctionVersion";
    return (await this.#stack.lookUp(type, `${this.#name}:${version}`)) !== undefined;
  }

  /** Undefined when there is no configuration of them. */
  async provision(): Promise<Provision | undefined> {
    const type = "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig";
    const found = (await this.#stack.lookUp(type, this.#name)) as unknown as Provision | undefined;
    // What only keeps a list from being empty is nothing.
    const some = (list: Provision["scheduledActions"] = []) => list.filter(({ name }) => name !== "none");
    return (
      found && {
        ...found,
        scheduledActions: some(found.scheduledActions),
        targetTrackingPolicies: some(found.targetTrackingPolicies),
      }
    );
  }

  /** Asserts a run that has nothing to do, also when it has just been read what there is. */
  async changesNothing(args: Args): Promise<void> {
    await this.#stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.match(await this.#stack.up(args), /Resources:\n\s+\d+ unchanged\n/);
  }
}

/** The body of an answer. */
export const answer = (greeting: string) => `${JSON.stringify({ greeting: `${greeting}, world!` })}\n`;
