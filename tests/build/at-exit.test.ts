import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const tsx = pathToFileURL(require.resolve("tsx")).href;
const module = JSON.stringify(resolve(__dirname, "../../build/at-exit.ts"));

/** What a process prints that runs a script to its end. */
function printedBy(script: string): string {
  const code = `const { atExit } = require(${module}); const say = (word) => () => console.log(word);\n${script}`;
  return execFileSync(process.execPath, ["--import", tsx, "-e", code], { encoding: "utf8" });
}

describe("atExit", () => {
  it("cleans up the last first, past what fails, and nothing that is done", () => {
    const script = `
atExit(say("first"));
const done = atExit(say("done"));
atExit(() => { throw new Error("no"); });
atExit(say("last"));
done();
done();
process.exit(0);`;
    assert.equal(printedBy(script), "last\nfirst\n");
  });

  it("listens to nothing once all is done", () => {
    const script = `
const names = ["exit", "SIGINT", "SIGTERM", "SIGHUP"];
const count = () => names.map((name) => process.listenerCount(name)).join();
const before = count();
const [one, two] = [atExit(say("one")), atExit(say("two"))];
one();
const between = count() !== before;
two();
console.log(between, count() === before);`;
    assert.equal(printedBy(script), "true true\n");
  });

  it("leaves it to others that listen to a signal whether the process ends", () => {
    const script = `
process.once("SIGTERM", () => {
  say("goes on")();
  clearInterval(waiting);
});
atExit(say("cleaned up"));
process.kill(process.pid, "SIGTERM");
const waiting = setInterval(() => {}, 1000);`;
    assert.equal(printedBy(script), "cleaned up\ngoes on\n");
  });
});
