import assert from "node:assert/strict";
import { chooseStack } from "../../cli/choose-stack.js";
import { type KnownStack, toKnownStacks } from "../../cli/known-stacks.js";
import type { FunctionStatus } from "../../emulator/function-config.js";
import type { DeploymentRecord } from "../../evidence/history/deployment-record.js";
import { toRecord } from "../report/page/stack-pages.js";

const status = (name: string, tags: FunctionStatus["tags"] = {}): FunctionStatus => ({
  name,
  version: "1",
  url: "http://127.0.0.1:1/",
  contract: "fc",
  kind: "zip",
  sha256: "0f".repeat(32),
  isolation: "none",
  warmTarget: 0,
  instances: { starting: 0, idle: 0, busy: 0 },
  tags,
});

const history = (stack: string, name: string, cloud = "local", project = "shop"): DeploymentRecord[] => {
  const functionName = `${project}-${stack}-${name}`;
  return [1, 2].map((day) => toRecord(day, { project, stack, name, cloud, functionName }));
};

const summary = ({ stack, functions }: KnownStack) => ({
  stack: stack && `${stack.project}/${stack.name}`,
  functions: functions.map(({ name, running, history }) => [name, running !== undefined, history.length]),
});

describe("toKnownStacks", () => {
  it("finds the stack of a function in its last deployment", () => {
    const known = toKnownStacks(
      [history("dev", "api"), history("prod", "api", "aws"), history("dev", "old"), []],
      [status("shop-dev-api"), status("shop-prod-api"), status("x-y-z", { "goserverless:name": "z" })],
    );
    assert.deepEqual(known.map(summary), [
      {
        stack: "shop/dev",
        functions: [
          ["api", true, 2],
          ["old", false, 2],
        ],
      },
      { stack: "shop/prod", functions: [["api", false, 2]] },
      {
        stack: null,
        functions: [
          ["shop-prod-api", true, 0],
          ["z", true, 0],
        ],
      },
    ]);
  });

  it("is nothing where nothing was deployed", () => {
    assert.deepEqual(toKnownStacks([], []), []);
  });
});

describe("chooseStack", () => {
  const dev = history("dev", "api");
  const worker = history("dev", "worker");
  const prod = history("prod", "api", "aws");
  const blog = history("dev", "page", "local", "blog");
  const running = [status("shop-dev-api"), status("shop-dev-worker")];

  const choices = [
    { what: "the only one", histories: [prod], deployed: [], choice: {}, stack: "shop/prod", names: ["api"] },
    {
      what: "the only one that runs here",
      histories: [dev, worker, prod],
      deployed: running,
      choice: {},
      stack: "shop/dev",
      names: ["api", "worker"],
    },
    {
      what: "one by its name",
      histories: [dev, prod],
      deployed: running,
      choice: { stack: "prod" },
      stack: "shop/prod",
      names: ["api"],
    },
    {
      what: "one by its full name",
      histories: [dev, blog],
      deployed: [],
      choice: { stack: "blog/dev" },
      stack: "blog/dev",
      names: ["page"],
    },
    {
      what: "one by its function",
      histories: [dev, blog],
      deployed: [],
      choice: { names: ["page"] },
      stack: "blog/dev",
      names: ["page"],
    },
    {
      what: "functions, each once",
      histories: [dev, worker],
      deployed: [],
      choice: { names: ["worker", "shop-dev-worker"] },
      stack: "shop/dev",
      names: ["worker"],
    },
    {
      what: "functions of no remembered stack",
      histories: [],
      deployed: [status("a")],
      choice: {},
      stack: null,
      names: ["a"],
    },
  ];
  for (const { what, histories, deployed, choice, stack, names } of choices) {
    it(`chooses ${what}`, () => {
      const chosen = chooseStack(toKnownStacks(histories, deployed), { names: [], ...choice });
      assert.deepEqual([summary(chosen).stack, chosen.functions.map(({ name }) => name)], [stack, names]);
    });
  }

  const refusals = [
    {
      what: "nothing",
      histories: [],
      choice: {},
      message: 'Nothing was deployed from this machine. Deploy with "pulumi up".',
    },
    {
      what: "a stack where there is none",
      histories: [],
      choice: { stack: "dev" },
      message:
        'The stack "dev" was never deployed from this machine, nor was any other. Deploy it with "pulumi up".',
    },
    {
      what: "a stack that was never deployed",
      histories: [dev, blog],
      choice: { stack: "test" },
      message:
        'The stack "test" was never deployed from this machine, these were: shop/dev, blog/dev. Deploy it with "pulumi up".',
    },
    {
      what: "one of several",
      histories: [dev, prod],
      choice: {},
      message:
        'A page shows one stack, and there are 2: shop/dev, shop/prod. Choose one, like "--stack shop/dev".',
    },
    {
      what: "a name that two projects have",
      histories: [dev, blog],
      choice: { stack: "dev" },
      message:
        'A page shows one stack, and there are 2: shop/dev, blog/dev. Choose one, like "--stack shop/dev".',
    },
    {
      what: "functions that no stack has together",
      histories: [dev, blog],
      choice: { names: ["api", "page"] },
      message: 'No stack has "api" and "page". Deployed from this machine: shop-dev-api, blog-dev-page.',
    },
    {
      what: "a function where there is none",
      histories: [],
      choice: { names: ["api"] },
      message: '"api" is not deployed, nor is anything else. Deploy it with "pulumi up".',
    },
  ];
  for (const { what, histories, choice, message } of refusals) {
    it(`refuses ${what}`, () => {
      const known = toKnownStacks(histories, []);
      assert.throws(() => chooseStack(known, { names: [], ...choice }), { name: "CommandError", message });
    });
  }
});
