import { mkdtemp, rm } from "node:fs/promises";
import { Agent, get, type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Emulator, type EmulatorOptions } from "../../emulator/emulator.js";
import type { EmulatorClient, FunctionConfig } from "../../emulator/index.js";
import { defaultTimings } from "../../emulator/timings.js";

/** The bounds of an emulator under test: long enough for a slow machine, short where a test waits for one to pass. */
export const testTimings = { ...defaultTimings, endMs: 2_000, drainMs: 2_000, settleMs: 10_000 };

const sample: FunctionConfig = {
  name: "shop",
  contract: "lambda",
  memoryMb: 512,
  timeoutSeconds: 20,
  environment: {},
  requestsPerInstance: 1,
  idleSeconds: 300,
  warm: { instances: 0, schedules: [] },
  http: { stream: false },
  hooks: { initialize: false, preStop: false },
  logRetentionDays: 7,
  tags: {},
};

export function functionConfig(changes: Partial<FunctionConfig> = {}): FunctionConfig {
  return { ...sample, ...changes };
}

/** A temporary folder for each test of a suite; `before` runs before it is removed. */
export function temporaryFolder(before = async (): Promise<void> => {}): () => string {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "emulator-"));
  });
  afterEach(async () => {
    await before();
    await rm(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** An emulator in this process for each test of a suite, started when it is first asked for. */
export function emulatorForEach(options: Partial<EmulatorOptions> = {}): () => Promise<Emulator> {
  let running: Promise<Emulator> | undefined;
  const folder = temporaryFolder(async () => {
    await (await running)?.stop();
    running = undefined;
  });
  return () => {
    const defaults = { stateFolder: folder(), packageVersion: "1.0.0", timings: testTimings };
    running ??= Emulator.start({ ...defaults, ...options });
    return running;
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

/** One HTTP request. */
export function call(url: string, target: string, options: CallOptions = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, agent = new Agent() } = options;
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path: target, method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          rawHeaders: response.rawHeaders,
          text,
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** A request whose answer is read as it comes. */
export interface OpenCall {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The next piece of the body; undefined at its end. Rejects when it breaks off. */
  next(): Promise<string | undefined>;
  /** Hangs up. */
  destroy(): void;
}

export function openCall(url: string, target: string): Promise<OpenCall> {
  return new Promise((resolve, reject) => {
    const sent = get(new URL(target, url), { agent: false }, (response) => {
      const pieces = response.iterator({ destroyOnReturn: false });
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        next: async () => {
          const { value, done } = await pieces.next();
          return done ? undefined : value.toString("utf8");
        },
        destroy: () => sent.destroy(),
      });
    });
    sent.on("error", reject);
  });
}

/** Looks again and again until something is so; for what another process does. */
export async function eventually(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const limit = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error(`It never happened that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** All lines of a function's log. */
export async function logOf(emulator: EmulatorClient, name = "shop"): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of emulator.logs(name, { follow: false })) lines.push(line);
  return lines;
}

/** A call is told of a moment after its answer, when its instance is free again. */
export async function told(emulator: EmulatorClient, calls: number): Promise<void> {
  await eventually(async () => (await emulator.calls("shop")).length === calls, `${calls} calls are told of`);
}

/** What changes from run to run in a log line, made the same. */
export function plain(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, "<time>")
    .replace(/(1-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")
    .replace(/\d+\.\d\d ms/g, "<ms>")
    .replace(/Billed Duration: \d+ ms/, "Billed Duration: <ms>")
    .replace(/Max Memory Used: \d+ MB/, "Max Memory Used: <mb>");
}
