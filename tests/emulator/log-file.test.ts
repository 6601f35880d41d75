import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { LogFile } from "../../emulator/log-file.js";
import { toLines } from "../../emulator/to-lines.js";
import { FakeClock } from "./fake-clock.js";
import { temporaryFolder } from "./harness.js";

const dayMs = 24 * 60 * 60 * 1000;

describe("LogFile", () => {
  const folder = temporaryFolder();
  let clock: FakeClock;
  let log: LogFile;

  beforeEach(() => {
    clock = new FakeClock("2026-11-23T08:00:00Z");
    log = new LogFile(path.join(folder(), "logs"), 3, clock);
  });
  afterEach(() => log.close());

  async function read(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of toLines(log.read(false, new AbortController().signal))) lines.push(line);
    return lines;
  }

  it("keeps lines in one file a day, which only its user can read", async () => {
    log.write("one");
    log.write("two");
    await log.flush();
    clock.advance(dayMs);
    log.write("three");
    await log.flush();
    const file = path.join(folder(), "logs/2026-11-23.log");
    assert.equal(await readFile(file, "utf8"), "one\ntwo\n");
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal(await readFile(path.join(folder(), "logs/2026-11-24.log"), "utf8"), "three\n");
  });

  it("gives back all days, and what is not written yet", async () => {
    log.write("one");
    await log.flush();
    clock.advance(dayMs);
    log.write("two");
    assert.deepEqual(await read(), ["one", "two"]);
  });

  it("is empty when nothing was written", async () => {
    assert.deepEqual(await read(), []);
  });

  it("removes files when they are too old, and no others", async () => {
    await mkdir(path.join(folder(), "logs"));
    for (const name of ["2026-11-19.log", "2026-11-20.log", "2026-11-22.log", "notes.txt"]) {
      await writeFile(path.join(folder(), "logs", name), "x\n");
    }
    log.write("one");
    await log.flush();
    const kept = ["2026-11-20.log", "2026-11-22.log", "2026-11-23.log", "notes.txt"];
    assert.deepEqual((await readdir(path.join(folder(), "logs"))).sort(), kept);
    log.retain(1);
    await log.flush();
    assert.deepEqual((await readdir(path.join(folder(), "logs"))).sort(), kept.slice(1));
  });

  it("tells a follower everything, in order and once, until it has heard enough", async () => {
    log.write("line 0");
    await log.flush();
    log.write("line 1");
    const enough = new AbortController();
    const heard: string[] = [];
    const following = (async () => {
      for await (const line of toLines(log.read(true, enough.signal))) {
        heard.push(line);
        if (heard.length < 10) log.write(`line ${heard.length + 1}`);
        else enough.abort();
      }
    })();
    await following;
    assert.deepEqual(heard, Array.from({ length: 10 }, (_, at) => `line ${at}`).concat(heard.slice(10)));
  });

  it("goes on when it cannot be written", async () => {
    await writeFile(path.join(folder(), "logs"), "in the way");
    log.write("one");
    await log.flush();
    assert.deepEqual(await read(), []);
  });
});

describe("toLines", () => {
  it("puts lines and characters together that came in pieces", async () => {
    const pieces = [
      Buffer.from("on"),
      Buffer.from("e\ntw"),
      Buffer.from([0xc3]),
      Buffer.from([0xb6, 0x0a]),
      Buffer.from("rest"),
    ];
    const lines: string[] = [];
    async function* source(): AsyncGenerator<Buffer> {
      yield* pieces;
    }
    for await (const line of toLines(source())) lines.push(line);
    assert.deepEqual(lines, ["one", "twö", "rest"]);
  });
});
