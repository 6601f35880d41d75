import assert from "node:assert/strict";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { WarmArgs } from "../../components/args.js";
import { GoServerlessFunction, type GoServerlessFunctionArgs } from "../../components/index.js";
import type { CloudName } from "../../components/names.js";
import { awaited, recordResources } from "../fakes/pulumi.js";
import type { CloudView, Resources } from "./cloud-view.js";

const entry = path.resolve(__dirname, "../../examples/http-api");
const secret = "hunter2";

/** What every cloud promises of a function, whichever resources it keeps that with. */
export function testPromises(cloud: CloudName, view: CloudView): void {
  const { answers, calls, traffic, url: urlView } = view;
  const declare = async (args: Partial<GoServerlessFunctionArgs>) => {
    let declared: Readonly<Record<string, pulumi.Resource>> = {};
    const program = () => {
      const fn = new GoServerlessFunction("api", { cloud, entry, ...args });
      declared = fn.resources;
      const { qualifier, url, warmCostUsdPerMonth } = fn;
      return { qualifier, url, warmCostUsdPerMonth };
    };
    const { registered, outputs } = await recordResources(program, { answers, calls });
    // No output needs all of them.
    for (const { urn } of Object.values(declared)) await awaited(urn);
    const resources: Resources = registered.filter(({ type }) => !/^(pulumi|goserverless):/.test(type));
    return { resources, outputs, qualifier: String(outputs["qualifier"]) };
  };

  const warmths: [title: string, warm: WarmArgs, least: number][] = [
    ["a number of instances", { instances: 2 }, 2],
    ["a number that use raises", { instances: 1, autoscale: { max: 3 } }, 1],
    ["a number from a schedule", { schedules: [{ cron: "0 8 * * *", instances: 2 }] }, 2],
    [
      "a number from a schedule in a time zone",
      { schedules: [{ cron: "0 8 * * *", timezone: "Asia/Shanghai", instances: 2 }] },
      2,
    ],
  ];
  for (const [way, args] of Object.entries(traffic)) {
    for (const [title, warm, least] of warmths) {
      it(`has ready what callers meet, and nothing else, with ${title} ${way}`, async () => {
        const { resources, qualifier } = await declare({ ...args, warm });
        const ready = Object.entries(view.ready(resources)).filter(([, instances]) => instances > 0);
        assert.deepEqual(
          ready.map(([place]) => place),
          [view.met(resources, qualifier)],
        );
        assert.ok(ready.every(([, instances]) => instances >= least));
      });
    }

    it(`has nothing ready where nothing is asked for ${way}`, async () => {
      const { resources, outputs } = await declare(args);
      assert.deepEqual(view.ready(resources), {});
      assert.equal(outputs["warmCostUsdPerMonth"], 0);
    });

    it(`never has callers name a version ${way}`, async () => {
      const { resources, qualifier } = await declare(args);
      assert.match(qualifier, /^[A-Za-z]/);
      if (urlView !== undefined) assert.equal(urlView.qualifier(resources), qualifier);
    });
  }

  if (urlView !== undefined) {
    const auths: [title: string, http: GoServerlessFunctionArgs["http"], isPublic: boolean][] = [
      ["nothing is said", undefined, false],
      ["only other origins are allowed", { cors: { allowOrigins: ["*"] } }, false],
      ["callers sign", { auth: "iam" }, false],
      ["nobody has to sign", { auth: "none" }, true],
    ];
    for (const [title, http, isPublic] of auths) {
      it(`${isPublic ? "lets anybody call" : "lets nobody call just so"} where ${title}`, async () => {
        const { resources } = await declare({ http });
        assert.equal(urlView.isPublic(resources), isPublic);
      });
    }
  }

  it("keeps the secrets of the environment secret", async () => {
    const environment = { TOKEN: pulumi.secret(secret), TABLE: "orders" };
    const { resources } = await declare({ environment });
    assert.deepEqual(
      resources.filter(({ inputs }) => shows(inputs)).map(({ type }) => type),
      [],
    );
    assert.ok(JSON.stringify(resources).includes(secret), "the function does not have it");
  });

  it("tags all that can have tags, with the function's name too", async () => {
    const { resources } = await declare({
      warm: { instances: 1, autoscale: { max: 2 } },
      tags: { team: "checkout" },
    });
    const tags = resources.map((resource) => view.tagsOf(resource)).filter((each) => each !== undefined);
    assert.ok(tags.length > 0);
    for (const each of tags) assert.deepEqual(each, { team: "checkout", "goserverless:name": "api" });
  });
}

/** Tells whether the secret stands anywhere in the open. */
function shows(value: unknown): boolean {
  if (pulumi.runtime.isRpcSecret(value)) return false;
  if (typeof value === "object" && value !== null) return Object.values(value).some(shows);
  return String(value).includes(secret);
}
