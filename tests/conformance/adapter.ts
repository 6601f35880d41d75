import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { GoServerlessFunction, type GoServerlessFunctionArgs } from "../../components/index.js";
import { toSpec } from "../../components/spec.js";
import type { CloudAdapter, Range } from "../../providers/adapter.js";
import { recordResources } from "../fakes/pulumi.js";
import type { CloudView } from "./cloud-view.js";
import { testPromises } from "./promises.js";

const entry = path.resolve(__dirname, "../../examples/http-api");
/** A first build of what the program is linked with takes its time. */
const buildTimeoutMs = 120_000;

/** What every cloud answers, and what each is a kind of. */
const outputs = {
  functionName: /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
  functionId: /./,
  version: /./,
  qualifier: /./,
  url: /^https?:\/\/.+\/$/,
  artifactSha256: /^[0-9a-f]{64}$/,
  artifactBytes: /^\d{7}$/,
  binaryBytes: /^\d{7}$/,
  packaging: /^zip$/,
  architecture: /^(amd64|arm64)$/,
  warmCostUsdPerMonth: /^\d+(\.\d+)?$/,
  warmCostActiveUsdPerMonth: /^\d+(\.\d+)?$/,
  breakEvenOccupancy: /^undefined$/,
} satisfies Partial<Record<keyof GoServerlessFunction, RegExp>>;

type Outputs = Record<string, unknown>;

/** The tests that every cloud's adapter passes. */
export function testAdapter(adapter: CloudAdapter, view: CloudView): void {
  const { answers, calls } = view;
  const cloud = adapter.name;
  const declare = (names: readonly string[], args: Partial<GoServerlessFunctionArgs> = {}, preview = false) =>
    recordResources(
      () => {
        const functions = names.map((name) => new GoServerlessFunction(name, { cloud, entry, ...args }));
        return Object.fromEntries(functions.map((fn, index) => [names[index], pick(fn)]));
      },
      { answers, calls, preview },
    );

  describe(`the adapter ${cloud}`, function () {
    this.timeout(buildTimeoutMs);

    it("accepts a function that sets nothing", () => {
      assert.equal(toSpec("api", { entry }, adapter).cloud, cloud);
    });

    it("has limits that contain something", () => {
      for (const [name, limit] of Object.entries(adapter.limits)) {
        if (typeof limit !== "object" || Array.isArray(limit)) continue;
        const { min, max, oneOf = [] } = limit as Range;
        assert.ok(min <= max && oneOf.every((value) => value >= min && value <= max), name);
      }
    });

    it("supports zip, and a default architecture", () => {
      assert.ok(adapter.packaging.includes("zip"));
      assert.ok(adapter.architectures[0] !== undefined);
    });

    for (const cron of ["0 8 * * *", "*/15 * * * MON-FRI", "30 6 1 JAN,JUL *"]) {
      it(`translates the schedule ${cron}, the same each time`, () => {
        assert.match(adapter.schedule(cron), /\S/);
        assert.equal(adapter.schedule(cron), adapter.schedule(cron));
      });
    }

    it("answers the outputs that every cloud answers", async () => {
      const { outputs: answered } = await declare(["api"]);
      const api = answered["api"] as Record<string, unknown>;
      for (const [name, pattern] of Object.entries(outputs)) assert.match(String(api[name]), pattern, name);
    });

    if (adapter.packaging.includes("image"))
      it("packs images, whose digests a preview knows, the same as zips in all else", async () => {
        const args: Partial<GoServerlessFunctionArgs> = {
          packaging: "image",
          ...(adapter.images.repository === "named" && { image: { repository: "registry.example.com/api" } }),
        };
        const [zip, image] = [await declare(["api"]), await declare(["api"], args, true)];
        const { packaging, artifactSha256, artifactBytes, ...rest } = image.outputs["api"] as Outputs;
        assert.equal(packaging, "image");
        assert.match(String(artifactSha256), outputs.artifactSha256);
        assert.match(String(artifactBytes), outputs.artifactBytes);
        const { binaryBytes, architecture, functionName } = zip.outputs["api"] as Outputs;
        assert.deepEqual(
          [rest["binaryBytes"], rest["architecture"], rest["functionName"]],
          [binaryBytes, architecture, functionName],
        );
        const again = await declare(["api"], args, true);
        assert.equal((again.outputs["api"] as Outputs)["artifactSha256"], artifactSha256);
      });

    it("gives every resource that it declares", async () => {
      let resources: Readonly<Record<string, pulumi.Resource>> = {};
      const { registered } = await recordResources(
        () => {
          const api = new GoServerlessFunction("api", { cloud, entry });
          resources = api.resources;
          return pick(api);
        },
        { answers, calls },
      );
      const children = registered.filter(({ type }) => !/^(pulumi|goserverless):/.test(type));
      assert.ok(Object.values(resources).every((resource) => pulumi.Resource.isInstance(resource)));
      assert.equal(Object.keys(resources).length, children.length);
    });

    it("names its resources after the function, and no two alike", async () => {
      const { registered } = await declare(["api", "worker"]);
      const children = registered.filter(({ type }) => !type.startsWith("pulumi:"));
      assert.deepEqual(
        children.filter(({ name }) => !/(^|-)(api|worker)(-|$)/.test(name)),
        [],
      );
      const keys = children.map(({ type, name }) => `${type} ${name}`);
      assert.equal(new Set(keys).size, keys.length, keys.join("\n"));
    });

    testPromises(cloud, view);
  });
}

function pick(fn: GoServerlessFunction): object {
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, fn[name as keyof typeof outputs]]));
}
