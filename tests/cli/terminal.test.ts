import assert from "node:assert/strict";
import type { OutputStream } from "../../cli/progress.js";
import { createTerminal } from "../../cli/terminal.js";

class RecordedStream implements OutputStream {
  readonly isTTY: boolean;
  text = "";

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(chunk: string | Uint8Array, done: () => void): boolean {
    this.text += Buffer.from(chunk).toString();
    done();
    return true;
  }
}

describe("createTerminal", () => {
  const cases = [
    { title: "colours results for a person", isTTY: true, environment: {}, colors: true },
    { title: "does not colour results for a program", isTTY: false, environment: {}, colors: false },
    { title: "does not colour results in CI", isTTY: false, environment: { CI: "true" }, colors: false },
    { title: "obeys NO_COLOR", isTTY: true, environment: { NO_COLOR: "1" }, colors: false },
    { title: "takes an empty NO_COLOR as unset", isTTY: true, environment: { NO_COLOR: "" }, colors: true },
    { title: "does not colour a dumb terminal", isTTY: true, environment: { TERM: "dumb" }, colors: false },
  ];
  for (const { title, isTTY, environment, colors } of cases) {
    it(title, () => {
      const terminal = createTerminal(new RecordedStream(isTTY), new RecordedStream(isTTY), environment);
      assert.equal(terminal.colors, colors);
      assert.equal(terminal.interactive, isTTY);
    });
  }

  it("prints results to stdout, text and bytes", async () => {
    const stdout = new RecordedStream(false);
    const stderr = new RecordedStream(true);
    const terminal = createTerminal(stdout, stderr, {});
    await terminal.print("a\n");
    await terminal.print(Buffer.from("b\n"));
    assert.equal(stdout.text, "a\nb\n");
    assert.equal(stderr.text, "");
  });
});
