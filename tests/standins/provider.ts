import { type Checked, check, defaultsKey } from "./check.js";
import type { Failure } from "./dialect.js";
import { deletesBeforeReplace, diff, type Plan, type PropertyChange, previewOutputs } from "./diff.js";
import type { ResourceFacts } from "./facts.js";
import type { Kind } from "./kind.js";
import { type Caller, Operation } from "./operation.js";
import { withSecrets } from "./secrets.js";
import { type Props, unwrap } from "./wire.js";

/** A package of resource types, as one cloud has them. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** Throws what the provider's own settings must not be. */
  configure(variables: ReadonlyMap<string, string>): void;
  readonly facts: Readonly<Record<string, ResourceFacts>>;
  readonly kinds: Readonly<Record<string, Kind>>;
  readonly functions: Readonly<Record<string, (operation: Operation, args: Props) => Props | Promise<Props>>>;
}

export interface Planned {
  readonly changes: readonly PropertyChange[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Something exists, but is not what it shall be. */
export class NotReady extends Error {
  readonly id: string;
  readonly properties: Props;

  constructor(id: string, properties: Props, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.id = id;
    this.properties = properties;
  }
}

/** A provider of the kind that Pulumi makes out of Terraform's: the schema and plans by `facts`, the calls by `kinds`. */
export class Provider {
  readonly package: Package;
  readonly #caller: Caller;

  constructor(pack: Package, caller: Caller) {
    this.package = pack;
    this.#caller = caller;
  }

  check(urn: string, olds: Props, news: Props, seed?: Uint8Array): Checked {
    const { facts, name } = this.#find(urn);
    return check(facts, name, unwrap(olds) as Props, unwrap(news) as Props, seed);
  }

  /** What is to be ignored stays as it is. */
  diff(urn: string, olds: Props, wanted: Props, ignored: readonly string[] = []): Planned {
    const news = withIgnored(olds, wanted, ignored);
    const { facts } = this.#find(urn);
    const { changes, plan } = this.#plan(urn, olds, news);
    const replaces = changes.filter((change) => change.replaces).map(({ path }) => topOf(path));
    const all = [...new Set([...replaces, ...(plan.replaces ?? [])])];
    return {
      changes,
      replaces: all,
      deleteBeforeReplace: all.length > 0 && deletesBeforeReplace(facts, news),
    };
  }

  async create(urn: string, inputs: Props, preview: boolean): Promise<{ id: string; outputs: Props }> {
    const { facts, kind, ...about } = this.#find(urn);
    kind.plan?.({ news: inputs });
    if (preview) return { id: "", outputs: previewOutputs(facts, undefined, inputs) };
    const operation = new Operation(this.#caller, { ...about, op: "create" });
    try {
      await kind.create(operation, inputs);
      const id = operation.id ?? "";
      const found = await kind.read(operation, id, inputs);
      return { id, outputs: { ...withoutDefaults(inputs), ...found } };
    } catch (error) {
      const { id, partial } = operation;
      const failure = this.#failure("creating", urn, id, error);
      if (id === undefined) throw failure;
      throw new NotReady(id, this.outgoing(urn, partial ? {} : withoutDefaults(inputs)), failure);
    }
  }

  /** Undefined when it is gone. What is imported has no properties yet, and gets inputs. */
  async read(urn: string, id: string, olds: Props): Promise<{ inputs?: Props; outputs: Props } | undefined> {
    const { facts, kind, ...about } = this.#find(urn);
    const found = await kind.read(this.#operation({ ...about, op: "read" }, id), id, olds);
    if (found === undefined) return undefined;
    const outputs = { ...olds, ...found };
    if (Object.keys(olds).length > 0) return { outputs };
    const isInput = ([name, value]: [string, unknown]) =>
      facts.properties[name]?.output !== true && value !== undefined;
    return {
      outputs,
      inputs: { ...Object.fromEntries(Object.entries(found).filter(isInput)), [defaultsKey]: [] },
    };
  }

  async update(
    urn: string,
    id: string,
    olds: Props,
    wanted: Props,
    preview: boolean,
    ignored: readonly string[] = [],
  ): Promise<Props> {
    const news = withIgnored(olds, wanted, ignored);
    const { facts, kind, ...about } = this.#find(urn);
    const { changes, plan } = this.#plan(urn, olds, news);
    const outputs = previewOutputs(facts, olds, news, preview ? plan.unknowns : []);
    if (preview) return outputs;
    const operation = this.#operation({ ...about, op: "update" }, id);
    let found: Props | undefined;
    try {
      const changed = new Set(changes.map(({ path }) => topOf(path)));
      await kind.update?.(operation, id, { olds, news, changed });
      found = await kind.read(operation, id, news);
    } catch (error) {
      const unsent = operation.unsent.map((name) => [name, olds[name]]);
      const state = operation.partial ? olds : { ...outputs, ...Object.fromEntries(unsent) };
      throw new NotReady(id, this.outgoing(urn, state), this.#failure("updating", urn, id, error));
    }
    if (found === undefined) throw new Error(goneWhileUpdating(urn));
    return { ...outputs, ...found };
  }

  async delete(urn: string, id: string, olds: Props): Promise<void> {
    const { kind, facts: _, ...about } = this.#find(urn);
    try {
      await kind.delete(this.#operation({ ...about, op: "delete" }, id), id, olds);
    } catch (error) {
      throw this.#failure("deleting", urn, id, error);
    }
  }

  /** As outputs leave the provider. */
  outgoing(urn: string, outputs: Props): Props {
    return withSecrets(this.#find(urn).facts.properties, outputs);
  }

  async invoke(token: string, args: Props): Promise<Props> {
    const found = this.package.functions[token];
    if (found === undefined)
      throw new Error(
        `The stand-in for ${this.package.name} has no function ${token}. Add it to its "functions".`,
      );
    return found(new Operation(this.#caller, { type: token, op: "invoke" }), args);
  }

  #operation(about: ConstructorParameters<typeof Operation>[1], id: string): Operation {
    const operation = new Operation(this.#caller, about);
    operation.id = id;
    return operation;
  }

  #failure(verb: Failure["verb"], urn: string, id: string | undefined, cause: unknown): Error {
    const { type, name } = this.#find(urn);
    const message = cause instanceof Error ? cause.message : String(cause);
    return new Error(this.#caller.dialect.failed({ verb, type, name, urn, id, message }), { cause });
  }

  #plan(urn: string, olds: Props, news: Props): { changes: PropertyChange[]; plan: Plan } {
    const { facts, kind } = this.#find(urn);
    const changes = diff(facts, olds, news);
    const changed = new Set(changes.map(({ path }) => topOf(path)));
    return { changes, plan: kind.plan?.({ olds, news, changed }) ?? {} };
  }

  #find(urn: string): { type: string; name: string; facts: ResourceFacts; kind: Kind } {
    const [, , types = "", ...rest] = urn.split("::");
    const type = types.split("$").pop() ?? "";
    const [facts, kind] = [this.package.facts[type], this.package.kinds[type]];
    if (facts === undefined || kind === undefined)
      throw new Error(
        `The stand-in for ${this.package.name} has no resource ${type}. Add it to its facts and kinds.`,
      );
    return { type, name: rest.join("::"), facts, kind };
  }
}

const topOf = (path: string) => path.split(".", 1)[0] ?? path;

/** https://github.com/pulumi/pulumi-terraform-bridge/blob/master/pkg/tfbridge/provider.go */
function goneWhileUpdating(urn: string): string {
  const what = `Resource provider reported that the resource did not exist while updating ${urn}.`;
  const advice =
    "This is usually a result of the resource having been deleted outside of Pulumi, and can often be fixed by running `pulumi refresh` before updating.";
  return `${what}\n\n${advice}`;
}

function withIgnored(olds: Props, news: Props, ignored: readonly string[]): Props {
  return { ...news, ...Object.fromEntries(ignored.map((name) => [name, olds[name]])) };
}

function withoutDefaults({ [defaultsKey]: _, ...props }: Props): Props {
  return props;
}
