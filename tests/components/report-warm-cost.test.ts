import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { GoServerlessFunction, type GoServerlessFunctionArgs } from "../../components/index.js";
import { reportWarmCost } from "../../components/report-warm-cost.js";
import type { WarmCost } from "../../providers/warm-cost.js";
import { recordResources } from "../fakes/pulumi.js";
import { answers } from "../providers/aws/declare.js";

const entry = path.resolve(__dirname, "../../examples/http-api");
const costOf = (usd: number): WarmCost => ({
  idleUsdPerMonth: usd,
  activeUsdPerMonth: usd,
  prices: { place: "eu-central-1", days: ["2026-09-22"] },
});
const lineOf = (total: string, ...functions: string[]) =>
  `info: [runtime] Ready instances cost about ${total} USD a month while idle, ${total} while busy (prices of 2026-09-22): ${functions.map((each) => `${each} (never cheaper than on demand in eu-central-1)`).join(", ")}.`;

/** Has outputs that only its provider knows. */
class Later extends pulumi.CustomResource {
  declare readonly cost: pulumi.Output<WarmCost>;

  constructor(name: string) {
    super("test:index:Later", name, { cost: undefined });
  }
}

describe("reportWarmCost", function () {
  // A first build of what the program is linked with takes its time.
  this.timeout(120_000);
  const { log, warn } = console;
  let lines: string[] = [];
  let onLine = () => {};

  beforeEach(() => {
    lines = [];
    const keep = (line: string) => {
      // The engine has its own to say of stack outputs that are undefined.
      if (!/eady instances/.test(line)) return;
      lines.push(line);
      onLine();
    };
    Object.assign(console, { log: keep, warn: keep });
  });
  afterEach(() => {
    Object.assign(console, { log, warn });
    pulumi.runtime.setAllConfig({});
  });
  /** Waits for a line. One that was asked for before would have come before. */
  const lineAfter = async (act: () => void) => {
    const said = new Promise<void>((resolve) => {
      onLine = () => lines.some((line) => line.includes("last ")) && resolve();
    });
    act();
    await new Promise((resolve) => setImmediate(resolve));
    reportWarmCost("last", pulumi.output(costOf(1)));
    await said;
    return lines.filter((line) => !line.includes("last "));
  };

  it("says one line for all functions of a tick", async () => {
    const said = await lineAfter(() => {
      reportWarmCost("api", pulumi.output(costOf(4)));
      reportWarmCost("worker", pulumi.output(costOf(2.5)));
    });
    assert.deepEqual(said, [lineOf("6.50", "api 4.00", "worker 2.50")]);
  });

  it("says one warning for all functions of a tick whose prices are not known, beside the line", async () => {
    const unknown = { unknownPrice: "no prices of mars-north-1 are known" };
    const said = await lineAfter(() => {
      reportWarmCost("mars", pulumi.output(unknown));
      reportWarmCost("api", pulumi.output(costOf(4)));
      reportWarmCost("rover", pulumi.output(unknown));
    });
    assert.deepEqual(said, [
      lineOf("4.00", "api 4.00"),
      'warning: [runtime] The cost of ready instances is not estimated for "mars", "rover": no prices of mars-north-1 are known. Write the prices in a file and name it: pulumi config set goserverless:prices prices.json.',
    ]);
  });

  it("says nothing where nothing is ready, and leaves out what is secret and what failed", async () => {
    const failed = pulumi.output(Promise.reject<WarmCost>(new Error("The region is on fire.")));
    const said = await lineAfter(() => {
      reportWarmCost("idle", pulumi.output({ idleUsdPerMonth: 0, activeUsdPerMonth: 0 }));
      reportWarmCost("hidden", pulumi.secret(costOf(4)));
      reportWarmCost("failed", failed);
    });
    assert.deepEqual(said, []);
  });

  it("leaves out what a preview cannot know, and says the rest", async () => {
    const said = await lineAfter(() => {});
    assert.deepEqual(said, []);
    lines = [];
    const rest = new Promise<void>((resolve) => {
      onLine = resolve;
    });
    await recordResources(
      () => {
        reportWarmCost("later", new Later("later").cost);
        reportWarmCost("api", pulumi.output(costOf(4)));
        return {};
      },
      { preview: true },
    );
    await rest;
    assert.deepEqual(lines, [lineOf("4.00", "api 4.00")]);
  });

  describe("for a component", () => {
    const declare = async (args: Partial<GoServerlessFunctionArgs>, config: Record<string, string> = {}) => {
      const said = new Promise<void>((resolve) => {
        onLine = resolve;
      });
      const region = config["region"];
      const { outputs } = await recordResources(
        () => {
          const { warmCostUsdPerMonth, warmCostActiveUsdPerMonth, breakEvenOccupancy } =
            new GoServerlessFunction("api", { cloud: "aws", entry, memoryMb: 512, ...args });
          return { warmCostUsdPerMonth, warmCostActiveUsdPerMonth, breakEvenOccupancy };
        },
        {
          answers: (resource) => ({
            ...answers(resource),
            ...(region !== undefined && resource.type === "aws:lambda/function:Function" && { region }),
          }),
          config,
        },
      );
      await said;
      return outputs;
    };

    it("says what its outputs say", async () => {
      const outputs = await declare({ warm: { instances: 1 } });
      assert.deepEqual(outputs, {
        warmCostUsdPerMonth: 4.38,
        warmCostActiveUsdPerMonth: 14.6,
        breakEvenOccupancy: 0.6,
      });
      assert.deepEqual(lines, [
        "info: [runtime] Ready instances cost about 4.38 USD a month while idle, 14.60 while busy (prices of 2026-09-22): api 4.38 (pays off above 60 % of the time busy).",
      ]);
    });

    it("warns of a region that has no prices, and deploys", async () => {
      const outputs = await declare({ warm: { instances: 1 } }, { region: "mars-north-1" });
      assert.deepEqual(outputs, {
        warmCostUsdPerMonth: undefined,
        warmCostActiveUsdPerMonth: undefined,
        breakEvenOccupancy: undefined,
      });
      assert.deepEqual(lines, [
        'warning: [runtime] The cost of ready instances is not estimated for "api": no prices of mars-north-1 are known. Write the prices in a file and name it: pulumi config set goserverless:prices prices.json.',
      ]);
    });

    it("takes the prices of the file that the configuration names, as docs/cost.md writes it", async () => {
      const page = fs.readFileSync(path.resolve(__dirname, "../../docs/cost.md"), "utf8");
      const [, example = ""] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-prices-"));
      try {
        const file = path.join(folder, "prices.json");
        fs.writeFileSync(file, example);
        const prices = { "goserverless:prices": file };
        const outputs = await declare({ warm: { instances: 1 } }, { ...prices, region: "me-central-1" });
        assert.deepEqual(outputs, {
          warmCostUsdPerMonth: 5.43,
          warmCostActiveUsdPerMonth: 18.1,
          breakEvenOccupancy: 0.6,
        });
        assert.deepEqual(lines, [
          "info: [runtime] Ready instances cost about 5.43 USD a month while idle, 18.10 while busy (prices of 2026-11-23): api 5.43 (pays off above 60 % of the time busy).",
        ]);
        fs.writeFileSync(file, "{}");
        pulumi.runtime.setAllConfig(prices);
        assert.throws(() => new GoServerlessFunction("api", { cloud: "local", entry }), {
          message: `GoServerlessFunction "api" cannot be deployed:\n  "asOf" in ${file} must be a day such as 2026-11-23, got undefined. Give the day that the prices are of: "asOf": "2026-11-23".`,
        });
      } finally {
        fs.rmSync(folder, { recursive: true });
      }
    });

    it("says nothing of ready instances on this machine", async () => {
      const { outputs } = await recordResources(
        () => {
          const { warmCostUsdPerMonth, warmCostActiveUsdPerMonth, breakEvenOccupancy } =
            new GoServerlessFunction("api", { cloud: "local", entry, warm: { instances: 1 } });
          return { warmCostUsdPerMonth, warmCostActiveUsdPerMonth, breakEvenOccupancy };
        },
        { preview: true },
      );
      assert.deepEqual(outputs, {
        warmCostUsdPerMonth: 0,
        warmCostActiveUsdPerMonth: 0,
        breakEvenOccupancy: undefined,
      });
      assert.deepEqual(await lineAfter(() => {}), []);
    });
  });
});
