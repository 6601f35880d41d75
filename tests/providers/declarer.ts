import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { toSpec } from "../../components/spec.js";
import type { CloudAdapter, Deployable } from "../../providers/adapter.js";
import { pricesFor } from "../../providers/index.js";
import { type Answers, awaited, type Calls, recordResources } from "../fakes/pulumi.js";

export const sha256 = "c0de".repeat(16);

/** What was built, without building it. */
export function builtFor(architecture: Artifact["architecture"], dependencies: readonly string[]): Artifact {
  return {
    kind: "zip",
    path: `/cache/${sha256}.zip`,
    sha256,
    bytes: 1_500_000,
    os: "linux",
    architecture,
    cached: true,
    buildMs: 0,
    binary: {
      sha256: "b1".repeat(32),
      bytes: 4_000_000,
      static: true,
      goVersion: "go1.24.0",
      module: "example.com/shop",
      dependencies,
    },
  };
}

/** What the engine is told of a resource beside its inputs, by the keys of `fn.resources`. */
export interface Options {
  readonly after: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly retainOnDelete?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
}

export interface Declared {
  /** Inputs by type and name: `aws:lambda/alias:Alias shop-prod-api`. What is only read has an `id`. */
  readonly inputs: Readonly<Record<string, Inputs>>;
  /** Options by the key of the resource: `alias`. */
  readonly options: Readonly<Record<string, Options>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export type Inputs = Readonly<Record<string, unknown>>;

/** What a test declares on. */
export interface Stage {
  readonly adapter: CloudAdapter;
  /** What was built, without building it. */
  readonly artifact: Deployable;
  /** What only the cloud knows. */
  readonly answers: Answers;
  readonly calls?: Calls;
  readonly preview?: boolean;
  /** The time of the deployment. */
  readonly at?: string;
}

/** Declares the function `api` of the stack `prod`, whose code is built already. */
export async function declareOn(
  { adapter, artifact, answers, calls, preview, at }: Stage,
  args: Partial<GoServerlessFunctionArgs>,
): Promise<Declared> {
  const spec = toSpec("api", { entry: ".", ...args }, adapter);
  const given = new Map<string, pulumi.CustomResourceOptions>();
  const record: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
    given.set(`${type} ${name}`, opts);
    return { props, opts };
  };
  let resources: Readonly<Record<string, pulumi.Resource>> = {};
  const { registered, outputs } = await recordResources(
    () => {
      const parent = new pulumi.ComponentResource(
        "test:index:Parent",
        "api",
        {},
        { transformations: [record] },
      );
      const options = { parent, dependsOn: Promise.resolve([]), prices: pricesFor("api") };
      const deploy = () => adapter.deploy("api", spec, pulumi.output(artifact), options);
      const { resources: declared, ...deployed } = at === undefined ? deploy() : atTime(at, deploy);
      resources = declared;
      return deployed;
    },
    { answers, calls, preview },
  );
  // No output needs all of them.
  const options = await optionsOf(resources, given);
  const children = registered.filter(({ type }) => !/^(pulumi|test):/.test(type));
  const inputs = await Promise.all(
    children.map(async ({ type, name, inputs, id }) => [
      `${type} ${name}`,
      { ...((await readable(inputs)) as Inputs), ...(id !== undefined && { id }) },
    ]),
  );
  return { inputs: Object.fromEntries(inputs), options, outputs };
}

/** New resources with all their inputs, and the inputs of others that differ. */
export function changesBetween(
  { inputs: before }: Declared,
  { inputs: after }: Declared,
): Record<string, Inputs> {
  const changes: Record<string, Inputs> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old = {}, now = {}] = [before[name], after[name]];
    const properties = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const changed = properties.filter((key) => !isDeepStrictEqual(old[key], now[key]));
    if (changed.length > 0) changes[name] = Object.fromEntries(changed.map((key) => [key, now[key]]));
  }
  return changes;
}

function atTime<T>(at: string, act: () => T): T {
  const { now } = Date;
  Date.now = () => Date.parse(at);
  try {
    return act();
  } finally {
    Date.now = now;
  }
}

async function optionsOf(
  resources: Readonly<Record<string, pulumi.Resource>>,
  given: ReadonlyMap<string, pulumi.CustomResourceOptions>,
): Promise<Record<string, Options>> {
  const keys = new Map(Object.entries(resources).map(([key, resource]) => [resource, key]));
  const found: Record<string, Options> = {};
  for (const [resource, key] of keys) {
    const [, , types = "", name] = (await awaited(resource.urn)).split("::");
    const options = given.get(`${types.split("$").at(-1)} ${name}`);
    assert.ok(options);
    const {
      dependsOn,
      ignoreChanges,
      replaceOnChanges,
      deleteBeforeReplace,
      retainOnDelete,
      additionalSecretOutputs,
    } = options;
    const before = await awaited(pulumi.output(dependsOn as Promise<pulumi.Resource[]>));
    const others = {
      ignoreChanges,
      replaceOnChanges,
      deleteBeforeReplace,
      retainOnDelete,
      additionalSecretOutputs,
    };
    const set = Object.entries(others).filter(([, value]) => value !== undefined);
    found[key] = { after: (before ?? []).map((each) => keys.get(each) ?? "?"), ...Object.fromEntries(set) };
  }
  return found;
}

/** Inputs as literals: files by their path, JSON as what it says. */
async function readable(value: unknown): Promise<unknown> {
  if (value instanceof pulumi.asset.FileArchive || value instanceof pulumi.asset.FileAsset)
    return { file: await value.path };
  if (typeof value === "string" && value.startsWith("{")) return JSON.parse(value);
  if (Array.isArray(value)) return Promise.all(value.map(readable));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await readable(item)]);
  return Object.fromEntries(await Promise.all(entries));
}
