import assert from "node:assert/strict";
import { createProgress } from "../../cli/progress.js";

function record(isTTY: boolean): {
  readonly chunks: string[];
  readonly progress: ReturnType<typeof createProgress>;
} {
  const chunks: string[] = [];
  const write = (chunk: string | Uint8Array): boolean => chunks.push(String(chunk)) > 0;
  return { chunks, progress: createProgress({ isTTY, write }) };
}

describe("createProgress", () => {
  const clearLine = "\r\u001b[2K";

  it("shows an activity while it lasts, and clears its line after it", async () => {
    const { chunks, progress } = record(true);
    const shown = await progress.during("Building", async () => chunks.join(""));
    assert.equal(shown, "Building ...");
    assert.equal(chunks.at(-1), clearLine);
  });

  it("shows how long an activity takes", async () => {
    let refreshed: (chunk: string) => void = () => {};
    const refresh = new Promise<string>((resolve) => {
      refreshed = resolve;
    });
    const write = (chunk: string | Uint8Array): boolean => {
      if (String(chunk).endsWith(" s")) refreshed(String(chunk));
      return true;
    };
    const shown = await createProgress({ isTTY: true, write }).during("Building", () => refresh);
    assert.equal(shown.replace(/[1-9]\d*/g, "N"), `${clearLine.replace("2", "N")}Building ... N s`);
  });

  it("asks an activity that goes on how far it is", async () => {
    let refreshed: (chunk: string) => void = () => {};
    const refresh = new Promise<string>((resolve) => {
      refreshed = resolve;
    });
    const write = (chunk: string | Uint8Array): boolean => {
      if (String(chunk).endsWith(" s")) refreshed(String(chunk));
      return true;
    };
    let asked = 0;
    const activity = (): string => `Pushing ${"abc"[asked++]}`;
    const shown = await createProgress({ isTTY: true, write }).during(activity, () => refresh);
    assert.ok(shown.startsWith(`${clearLine}Pushing b ... `), shown);
  });

  it("clears the line of an activity that fails, and hands its error on", async () => {
    const { chunks, progress } = record(true);
    const failure = new Error("no");
    await assert.rejects(
      progress.during("Building", () => Promise.reject(failure)),
      failure,
    );
    assert.equal(chunks.at(-1), clearLine);
  });

  it("leaves notes", () => {
    const { chunks, progress } = record(true);
    progress.note("done");
    assert.deepEqual(chunks, ["done\n"]);
  });

  it("is silent when nobody watches", async () => {
    const { chunks, progress } = record(false);
    assert.equal(await progress.during("Building", async () => 7), 7);
    progress.note("done");
    assert.deepEqual(chunks, []);
  });
});
