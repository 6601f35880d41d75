import assert from "node:assert/strict";
import { mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import {
  type ErrorHookOptions,
  errorHook,
  findHint,
  type HintRow,
  oncePerRun,
  type Refusal,
} from "../../providers/error-hook.js";
import { recordResources } from "../fakes/pulumi.js";

const refusal: Refusal = {
  type: "shop:index:Shelf",
  failedOperation: "create",
  error: "ShelfFull: no room on shelf 7",
  inputs: { shelf: 7 },
};

/** Begins another run of a program, of an engine that knows hooks. */
async function startRun(): Promise<void> {
  await recordResources(() => ({}));
  Object.assign(pulumi.runtime.getMonitor() as object, {
    registerErrorHook: (_: unknown, done: (error: null) => void) => done(null),
  });
}

describe("findHint", () => {
  const rows: readonly HintRow[] = [
    { type: "shop:index:Till", says: /ShelfFull/, hint: "Of a till." },
    { says: /ShelfFull/, hint: ({ shelf }) => `Empty shelf ${shelf}.` },
    { says: /Shelf/, hint: "Look at the shelf." },
  ];
  const cases: [title: string, refusal: Refusal, hint: string | undefined][] = [
    ["is of the first row that fits, made of the inputs", refusal, "Empty shelf 7."],
    ["is of a row for the type", { ...refusal, type: "shop:index:Till" }, "Of a till."],
    ["is a plain text", { ...refusal, error: "ShelfBroken" }, "Look at the shelf."],
    ["is none where no row fits", { ...refusal, error: "TillEmpty" }, undefined],
  ];
  for (const [title, given, hint] of cases) it(title, () => assert.equal(findHint(rows, given), hint));
});

describe("oncePerRun", () => {
  const make = () => ({});

  it("makes nothing under mocks, which know no hooks", async () => {
    await recordResources(() => ({}));
    assert.equal(oncePerRun("shop", make), undefined);
  });

  it("makes one of a name, and another one in another run of a program in the same process", async () => {
    await startRun();
    const [first, again, other] = [
      oncePerRun("shop", make),
      oncePerRun("shop", make),
      oncePerRun("till", make),
    ];
    assert.ok(first !== undefined && other !== undefined);
    assert.equal(first, again);
    assert.notEqual(first, other);
    await startRun();
    assert.notEqual(oncePerRun("shop", make), first);
  });
});

describe("errorHook", () => {
  let printed: string[] = [];
  beforeEach(() => {
    printed = [];
    mock.method(console, "error", (line: string) => void printed.push(line));
    return startRun();
  });
  afterEach(() => mock.restoreAll());

  /** Tells the hook of a resource that was refused, the last time first; answers whether it is tried again. */
  async function refuse(options: ErrorHookOptions, ...errors: string[]): Promise<boolean> {
    const [hook] = errorHook("shop", options)?.onError ?? [];
    assert.ok(pulumi.ErrorHook.isInstance(hook));
    const { type, failedOperation, inputs } = refusal;
    const failed = {
      urn: "urn",
      id: "",
      name: "shop-prod-api",
      type,
      newInputs: inputs,
      oldInputs: {},
      oldOutputs: {},
    };
    return hook.callback({ ...failed, failedOperation, errors });
  }

  it("adds what to do to the error, and leaves it an error", async () => {
    const seen: Refusal[] = [];
    const hintFor = (given: Refusal) => {
      seen.push(given);
      return "Empty shelf 7.";
    };
    assert.equal(await refuse({ hintFor }, refusal.error), false);
    assert.deepEqual(seen, [refusal]);
    assert.deepEqual(printed, ["error: [runtime] shop-prod-api: Empty shelf 7."]);
  });

  it("says nothing where it knows nothing", async () => {
    assert.equal(await refuse({ hintFor: () => undefined }, refusal.error), false);
    assert.deepEqual(printed, []);
  });

  it("tries again after a pause what only takes time, without a word, and then says what to do", async () => {
    const asked: number[] = [];
    const options: ErrorHookOptions = {
      hintFor: () => "Empty shelf 7.",
      pauseMs: (_, attempts) => {
        asked.push(attempts);
        return attempts < 3 ? 0 : undefined;
      },
    };
    assert.equal(await refuse(options, "one"), true);
    assert.equal(await refuse(options, "two", "one"), true);
    assert.deepEqual(printed, []);
    assert.equal(await refuse(options, "three", "two", "one"), false);
    assert.deepEqual(asked, [1, 2, 3]);
    assert.deepEqual(printed, ["error: [runtime] shop-prod-api: Empty shelf 7."]);
  });

  it("is none under mocks", async () => {
    await recordResources(() => ({}));
    assert.equal(errorHook("shop", { hintFor: () => undefined }), undefined);
  });
});
