import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import * as path from "node:path";
import type { Clock } from "./clock.js";

const flushMs = 20;
const dayMs = 24 * 60 * 60 * 1000;
const logName = /^\d{4}-\d{2}-\d{2}\.log$/;
/** A follower that reads slower than the function writes loses lines rather than the emulator its memory. */
const followerBytes = 8 * 1024 * 1024;
const leftOut = "... lines were left out here, because they came faster than they were read\n";

/** A function's log: one file a day, written in batches, removed after some days. */
export class LogFile {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #followers = new Set<News>();
  #retentionDays: number;
  #buffer = "";
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #file: FileHandle | undefined;
  #day = "";
  #closed = false;

  constructor(folder: string, retentionDays: number, clock: Clock) {
    this.#folder = folder;
    this.#retentionDays = retentionDays;
    this.#clock = clock;
  }

  retain(days: number): void {
    if (days === this.#retentionDays) return;
    this.#retentionDays = days;
    this.#enqueue(() => this.#removeOld());
  }

  write(line: string): void {
    this.#buffer += `${line}\n`;
    this.#timer ??= setTimeout(() => void this.flush(), flushMs);
  }

  /** Resolves when everything written so far is in the file. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#buffer;
    this.#buffer = "";
    return text === "" ? this.#writing : this.#enqueue(() => this.#append(text));
  }

  /** What was written so far, in pieces; with `follow`, then what comes, until the signal says stop. */
  async *read(follow: boolean, signal: AbortSignal): AsyncGenerator<string | Buffer> {
    const news = new News(signal);
    let files: { file: string; bytes: number }[] = [];
    void this.flush();
    // Between two batches, so that nothing is missed and nothing told twice.
    await this.#enqueue(async () => {
      files = await this.#sizes();
      if (follow && !this.#closed) this.#followers.add(news);
    });
    try {
      for (const { file, bytes } of files) {
        if (bytes > 0) yield* createReadStream(file, { end: bytes - 1 });
      }
      while (this.#followers.has(news) && (await news.come())) yield news.take();
    } finally {
      this.#followers.delete(news);
    }
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
    for (const follower of this.#followers) follower.end();
    await this.#enqueue(async () => {
      await this.#file?.close();
    });
  }

  /** A log that cannot be written, on a full disk say, stops nothing. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(work).catch(() => {});
    return this.#writing;
  }

  async #append(text: string): Promise<void> {
    if (this.#closed) return;
    for (const follower of this.#followers) follower.push(text);
    const day = toDay(this.#clock.now());
    if (day !== this.#day) {
      await this.#file?.close();
      this.#file = undefined;
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      this.#file = await open(path.join(this.#folder, `${day}.log`), "a", 0o600);
      this.#day = day;
      await this.#removeOld();
    }
    await this.#file?.appendFile(text);
  }

  async #removeOld(): Promise<void> {
    const oldest = toDay(this.#clock.now() - this.#retentionDays * dayMs);
    for (const name of await this.#names()) {
      if (name < `${oldest}.log`) await rm(path.join(this.#folder, name), { force: true });
    }
  }

  async #sizes(): Promise<{ file: string; bytes: number }[]> {
    const names = await this.#names();
    return Promise.all(
      names.map(async (name) => {
        const file = path.join(this.#folder, name);
        return { file, bytes: (await stat(file)).size };
      }),
    );
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    return names.filter((name) => logName.test(name)).sort();
  }
}

/** Text that has come and not been read yet. */
class News {
  #text = "";
  #ended = false;
  #wake = (): void => {};

  constructor(signal: AbortSignal) {
    signal.addEventListener("abort", () => this.end(), { once: true });
  }

  push(text: string): void {
    this.#text = this.#text.length > followerBytes ? leftOut : this.#text + text;
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Waits until there is text; false when there will be none. */
  async come(): Promise<boolean> {
    while (this.#text === "" && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#text !== "";
  }

  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }
}

function toDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
