import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../../build/index.js";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import { toSpec } from "../../../components/spec.js";
import { aws } from "../../../providers/aws/index.js";
import { type Answers, awaited, recordResources } from "../../fakes/pulumi.js";

export const sha256 = "c0de".repeat(16);

/** What was built, without building it. */
export const artifact: Artifact = {
  kind: "zip",
  path: `/cache/${sha256}.zip`,
  sha256,
  bytes: 1_500_000,
  os: "linux",
  architecture: "arm64",
  cached: true,
  buildMs: 0,
  binary: {
    sha256: "b1".repeat(32),
    bytes: 4_000_000,
    static: true,
    goVersion: "go1.24.0",
    module: "example.com/shop",
    dependencies: [],
  },
};

/** What only AWS knows, for the newest version 42. */
export const answers: Answers = ({ type, name }) => computed[type]?.(name) ?? {};

const computed: Readonly<Record<string, (name: string) => Record<string, unknown>>> = {
  "aws:lambda/function:Function": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}-1234567`,
    version: "42",
    region: "us-east-1",
  }),
  "aws:lambda/functionUrl:FunctionUrl": () => ({ functionUrl: "https://abc.lambda-url.us-east-1.on.aws/" }),
  "aws:iam/role:Role": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:iam::123456789012:role/${name}-1234567`,
  }),
  "aws:cloudwatch/logGroup:LogGroup": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:logs:us-east-1:123456789012:log-group:${name}-1234567`,
  }),
  "aws:s3/bucket:Bucket": (name) => ({ bucket: `${name}-1234567` }),
};

/** What the engine is told of a resource beside its inputs, by the keys of `fn.resources`. */
interface Options {
  readonly after: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
}

interface Declared {
  /** Inputs by type and name: `aws:lambda/alias:Alias shop-prod-api`. */
  readonly inputs: Readonly<Record<string, Inputs>>;
  /** Options by the key of the resource: `alias`. */
  readonly options: Readonly<Record<string, Options>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

type Inputs = Readonly<Record<string, unknown>>;

interface Circumstances {
  readonly built?: Partial<Artifact>;
  /** The time of the deployment. */
  readonly at?: string;
}

/** Declares the function `api` of the stack `prod`, whose code is built already. */
export async function declare(
  args: Partial<GoServerlessFunctionArgs> = {},
  { built = {}, at }: Circumstances = {},
): Promise<Declared> {
  const spec = toSpec("api", { entry: ".", ...args }, aws);
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
      const options = { parent, dependsOn: Promise.resolve([]) };
      const deploy = () => aws.deploy("api", spec, pulumi.output({ ...artifact, ...built }), options);
      const { resources: declared, ...deployed } = at === undefined ? deploy() : atTime(at, deploy);
      resources = declared;
      return deployed;
    },
    { answers },
  );
  const children = registered.filter(({ type }) => type.startsWith("aws:"));
  const inputs = await Promise.all(
    children.map(async ({ type, name, inputs }) => [`${type} ${name}`, await readable(inputs)]),
  );
  return { inputs: Object.fromEntries(inputs), options: await optionsOf(resources, given), outputs };
}

/**
 * What arguments change about the function that sets nothing: new resources with all their inputs, and the inputs of
 * others that differ.
 */
export async function declareChanges(
  args: Partial<GoServerlessFunctionArgs>,
  circumstances?: Circumstances,
): Promise<Record<string, Inputs>> {
  const { inputs: before } = await declare();
  const { inputs: after } = await declare(args, circumstances);
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
    const { dependsOn, ignoreChanges, deleteBeforeReplace, additionalSecretOutputs } = options;
    const before = await awaited(pulumi.output(dependsOn as Promise<pulumi.Resource[]>));
    const others = { ignoreChanges, deleteBeforeReplace, additionalSecretOutputs };
    const set = Object.entries(others).filter(([, value]) => value !== undefined);
    found[key] = { after: before.map((each) => keys.get(each) ?? "?"), ...Object.fromEntries(set) };
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
