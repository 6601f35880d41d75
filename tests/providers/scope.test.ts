import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { toSpec } from "../../components/spec.js";
import { aws } from "../../providers/aws/index.js";
import { holdBack, type Scope, type ScopeOptions, toScope } from "../../providers/scope.js";
import { awaited, recordResources } from "../fakes/pulumi.js";

/** Makes a scope of the stack `prod` and looks at it there. */
async function inScope<T>(
  look: (scope: Scope<unknown>, parent: pulumi.Resource) => T,
  { name = "api", tags = {}, maxPrefixLength = 64, hooks = undefined as ScopeOptions["hooks"] } = {},
  dependsOn: Promise<pulumi.Resource[]> = Promise.resolve([]),
): Promise<T> {
  const seen: T[] = [];
  await recordResources(() => {
    const parent = new pulumi.ComponentResource("test:index:Parent", name);
    const spec = toSpec(name, { entry: ".", tags }, aws);
    seen.push(look(toScope(name, spec, { parent, dependsOn }, { maxPrefixLength, hooks }), parent));
    return {};
  });
  const [first] = seen;
  assert.ok(first !== undefined);
  return first;
}

const resource = (name: string) => new pulumi.ComponentResource("test:index:Resource", name);

describe("toScope", () => {
  it("begins names with the project, the stack and the function", async () => {
    assert.equal(await inScope(({ prefix }) => prefix), "shop-prod-api");
  });

  it("keeps to the length that the cloud has", async () => {
    const prefix = await inScope((scope) => scope.prefix, { name: "a".repeat(60), maxPrefixLength: 40 });
    assert.match(prefix, /^shop-prod-a{21}-[0-9a-f]{8}$/);
  });

  it("tags with the function's name, whatever the program says", async () => {
    const tags = { team: "checkout", "goserverless:name": "other" };
    assert.deepEqual(await inScope((scope) => scope.tags, { tags }), {
      team: "checkout",
      "goserverless:name": "api",
    });
  });

  it("starts with no resources", async () => {
    assert.deepEqual(await inScope(({ resources }) => resources), {});
  });

  it("gives children their parent and the hooks", async () => {
    const hooks = { onError: [] };
    const [options, parent] = await inScope((scope, of) => [scope.after(), of] as const, { hooks });
    assert.equal(options.parent, parent);
    assert.equal(options.hooks, hooks);
  });

  it("has children wait for the build, and for others besides", async () => {
    let built: (resources: pulumi.Resource[]) => void = () => {};
    const dependsOn = new Promise<pulumi.Resource[]>((done) => {
      built = done;
    });
    const [first, second, options] = await inScope(
      (scope) => {
        const others = [resource("first"), resource("second")] as const;
        return [...others, scope.after(...others)] as const;
      },
      {},
      dependsOn,
    );
    let waited: unknown;
    const before = awaited(pulumi.output(options.dependsOn as Promise<pulumi.Resource[]>)).then(
      (resources) => {
        waited = resources;
      },
    );
    await new Promise(setImmediate);
    assert.equal(waited, undefined);
    built([]);
    await before;
    assert.deepEqual(waited, [first, second]);
  });

  it("has children fail where the build does", async () => {
    const failed = Promise.reject(new Error("does not compile"));
    const options = await inScope((scope) => scope.after(), {}, failed);
    await assert.rejects(options.dependsOn as Promise<unknown>, { message: "does not compile" });
  });
});

describe("holdBack", () => {
  it("has children wait besides for what is waited for, and keeps all else", async () => {
    let arrive: (value: string) => void = () => {};
    const until = new Promise<string>((done) => {
      arrive = done;
    });
    const [first, options, plain] = await inScope((scope) => {
      const other = resource("first");
      return [other, holdBack(scope, pulumi.output(until)).after(other), scope.after(other)] as const;
    });
    assert.deepEqual({ ...options, dependsOn: undefined }, { ...plain, dependsOn: undefined });
    let waited: unknown;
    const before = awaited(pulumi.output(options.dependsOn as pulumi.Output<pulumi.Resource[]>)).then(
      (resources) => {
        waited = resources;
      },
    );
    await new Promise(setImmediate);
    assert.equal(waited, undefined);
    arrive("prepared");
    await before;
    assert.deepEqual(waited, [first]);
  });
});
