import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { toSpec } from "../../components/spec.js";
import type { CloudTraits } from "../../providers/adapter.js";
import { aliyun } from "../../providers/aliyun/index.js";
import { aws } from "../../providers/aws/index.js";
import { declareVariables, hideValues } from "../../providers/environment.js";
import { awaited } from "../fakes/pulumi.js";

type Environment = Record<string, pulumi.Input<string>>;

const declareOn = (cloud: CloudTraits, environment: Environment) => {
  const spec = toSpec("api", { entry: ".", environment }, cloud);
  return declareVariables(spec, cloud.limits);
};

/** The value of an output, or why there is none. */
const settled = (output: pulumi.Output<unknown>): Promise<unknown> =>
  (output as unknown as { promise(): Promise<unknown> }).promise().catch((error: unknown) => error);

for (const cloud of [aws, aliyun] as readonly CloudTraits[]) {
  const { environmentBytes } = cloud.limits;
  /** With the name, the quotation marks and the braces. */
  const largest = environmentBytes - '{"TOKEN":""}'.length;

  describe(`declareVariables on ${cloud.name}`, () => {
    it("is undefined where there are none", () => assert.equal(declareOn(cloud, {}), undefined));

    it("leaves a plain value as it is", () => {
      assert.deepEqual(declareOn(cloud, { TABLE: "orders" }), { TABLE: "orders" });
    });

    it("passes on what is known only later, up to the last byte, secret where it was", async () => {
      const { TABLE, TOKEN } = declareOn(cloud, {
        TABLE: pulumi.output("orders"),
        TOKEN: pulumi.secret("hunter2"),
      }) as Record<string, pulumi.Output<string>>;
      assert.ok(TABLE !== undefined && TOKEN !== undefined);
      assert.deepEqual([await awaited(TABLE), await awaited(TOKEN)], ["orders", "hunter2"]);
      assert.deepEqual([await pulumi.isSecret(TABLE), await pulumi.isSecret(TOKEN)], [false, true]);
      const full = declareOn(cloud, { TOKEN: pulumi.secret("x".repeat(largest)) })?.["TOKEN"];
      assert.equal((await awaited(pulumi.output(full)))?.length, largest);
    });

    it("holds back what is too large, and shows none of it", async () => {
      const error = await settled(
        pulumi.output(declareOn(cloud, { TOKEN: pulumi.secret("x".repeat(largest + 1)) })?.["TOKEN"]),
      );
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(
        error.message,
        `"environment" of "api" must hold at most ${environmentBytes} bytes in JSON on ${cloud.name}, got ${environmentBytes + 1}. Keep large values in a file ("build.include") or a store.`,
      );
    });
  });
}

describe("hideValues", () => {
  const cases: [title: string, environment: Environment, text: string, shown: string][] = [
    ["hides a secret", { TOKEN: pulumi.secret("hunter2") }, "no hunter2, hunter2!", "no <TOKEN>, <TOKEN>!"],
    ["hides a value that is known only later", { TABLE: pulumi.output("orders") }, "orders?", "<TABLE>?"],
    [
      "hides a value that begins like another one",
      { ONE: pulumi.secret("hunter2"), TWO: pulumi.secret("hunter2-orders") },
      "hunter2-orders of hunter2",
      "<TWO> of <ONE>",
    ],
    ["hides what has a meaning in patterns", { ONE: pulumi.secret("$&.*") }, "is $&.* it", "is <ONE> it"],
    ["shows what the program itself says", { STAGE: "prod" }, "on prod", "on prod"],
    ["leaves a text alone where a value is empty", { ONE: pulumi.secret("") }, "all well", "all well"],
    ["leaves a text alone without an environment", {}, "all well", "all well"],
  ];
  for (const [title, environment, text, shown] of cases) {
    it(title, async () => {
      const hidden = hideValues(toSpec("api", { entry: ".", environment }, aws), text);
      assert.equal(await awaited(hidden), shown);
      assert.equal(await pulumi.isSecret(hidden), false);
    });
  }
});
