import assert from "node:assert/strict";
import type { Provider } from "./provider.js";
import type { Props } from "./wire.js";

/** A resource as the engine keeps it. */
export interface Resource {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

export const toUrn = (type: string) => `urn:pulumi:dev::shop::${type}::api`;

/** What an engine would ask of a provider, for a resource `api` of each type. */
export abstract class ProviderCustomer<TypeName extends string> {
  readonly #types: Readonly<Record<TypeName, string>>;

  constructor(types: Readonly<Record<TypeName, string>>) {
    this.#types = types;
  }

  protected abstract provider(): Provider;

  urn(type: TypeName): string {
    return toUrn(this.#types[type]);
  }

  async create(type: TypeName, props: Props): Promise<Resource> {
    const { inputs, failures } = this.provider().check(this.urn(type), {}, props);
    assert.deepEqual(failures, []);
    return { inputs, ...(await this.provider().create(this.urn(type), inputs, false)) };
  }

  /** What is undefined in the changes goes. */
  async update(type: TypeName, { id, outputs, inputs: olds }: Resource, changes: Props): Promise<Resource> {
    const { __defaults: names, ...all } = olds;
    const given = Object.entries(all).filter(([name]) => !(names as string[]).includes(name));
    const wanted = { ...Object.fromEntries(given), ...changes };
    const { inputs } = this.provider().check(this.urn(type), olds, wanted);
    return { id, inputs, outputs: await this.provider().update(this.urn(type), id, outputs, inputs, false) };
  }

  /** What a refresh finds; undefined when it is gone. */
  async refresh(type: TypeName, { id, outputs }: Resource): Promise<Props | undefined> {
    return (await this.provider().read(this.urn(type), id, outputs))?.outputs;
  }

  remove(type: TypeName, { id, outputs }: Pick<Resource, "id" | "outputs">): Promise<void> {
    return this.provider().delete(this.urn(type), id, outputs);
  }
}

/** Why something was refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message.replace(/RequestID: [0-9a-f-]{36}/, "RequestID: <id>");
  }
  throw new assert.AssertionError({ message: "It was not refused." });
}
