import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { chmod, mkdir, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as path from "node:path";
import { unzip } from "../../build/unzip.js";
import { CallGate } from "../../emulator/call-gate.js";
import { CallJournal } from "../../emulator/call-journal.js";
import { systemClock } from "../../emulator/clock.js";
import { createVersion } from "../../emulator/create-version.js";
import type { CallRecord, FunctionConfig, InvokeResult } from "../../emulator/index.js";
import { LogFile } from "../../emulator/log-file.js";
import { Orphans } from "../../emulator/orphans.js";
import { serveRequest } from "../../emulator/serve-request.js";
import { defaultTimings } from "../../emulator/timings.js";
import { unpack } from "../../emulator/unpack.js";
import type { Version } from "../../emulator/version.js";
import type { PulledImage } from "./pull-image.js";
import { environmentOf, unpackImage } from "./unpack-image.js";

type Given =
  | "name"
  | "contract"
  | "memoryMb"
  | "timeoutSeconds"
  | "environment"
  | "requestsPerInstance"
  | "hooks";

/** What a version is run from. */
export type Program = {
  readonly version: string;
  readonly sha256: string;
  readonly config: Pick<FunctionConfig, Given>;
} & ({ readonly zip: Buffer } | { readonly image: PulledImage });

/** What the versions of a function have in common. */
export class SandboxHost {
  readonly folder: string;
  /** Lets through as many calls as the function has reserved. */
  readonly gate = new CallGate(undefined);
  readonly log: LogFile;
  readonly journal: CallJournal;
  readonly orphans: Orphans;

  constructor(folder: string) {
    this.folder = folder;
    this.log = new LogFile(path.join(folder, "log"), 1, systemClock);
    this.journal = new CallJournal(this.log);
    this.orphans = new Orphans(folder);
  }

  get calls(): readonly CallRecord[] {
    return this.journal.records;
  }

  async close(): Promise<void> {
    await this.log.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Everything that its programs and its service wrote. */
  async readLog(): Promise<string> {
    let text = "";
    for await (const part of this.log.read(false, new AbortController().signal)) text += part;
    return text;
  }
}

/** One version's instances: the deployed program, run for real. */
export class Sandbox {
  readonly #program: Program;
  readonly #host: SandboxHost;
  readonly #folder: string;
  #version: Promise<Version> | undefined;
  #running: Version | undefined;
  #http: FunctionConfig["http"] = { stream: false };
  #warm = 0;

  constructor(program: Program, host: SandboxHost) {
    this.#program = program;
    this.#host = host;
    this.#folder = path.join(host.folder, `${program.version.replace("$", "")}-${randomUUID()}`);
  }

  /** Keeps so many instances; resolves when they are ready, and rejects when one of them does not start. */
  async keepWarm(count: number): Promise<void> {
    this.#warm = count;
    const version = await this.#start();
    // First, so that they know what they are started for.
    version.reconfigure(this.#config);
    if (count > 0) await version.prewarm(count);
    if (count > 0) version.open(0);
    else await version.cool();
  }

  async invoke(payload: Uint8Array): Promise<InvokeResult> {
    return (await this.#start()).invoke(payload);
  }

  async serve(
    http: FunctionConfig["http"],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const version = await this.#start();
    if (http !== this.#http) {
      this.#http = http;
      version.reconfigure(this.#config);
    }
    serveRequest(version, request, response, (line) => this.#host.log.write(line));
  }

  /** Instances that are ready. */
  ready(): number {
    const { idle, busy } = this.#running?.counts ?? { idle: 0, busy: 0 };
    return idle + busy;
  }

  /** Lets the calls that it has come to their end; what comes late goes to another one. */
  async retire(successor: Sandbox): Promise<void> {
    const version = await this.#version?.catch(() => undefined);
    await version?.retire(await successor.#start());
    await this.close();
  }

  async close(): Promise<void> {
    await (await this.#version?.catch(() => undefined))?.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #start(): Promise<Version> {
    this.#version ??= this.#create();
    return this.#version;
  }

  async #create(): Promise<Version> {
    const { version, sha256, config } = this.#program;
    const codeFolder = path.join(this.#folder, "code");
    await mkdir(codeFolder, { recursive: true });
    if ("zip" in this.#program) await unpackZip(this.#program.zip, codeFolder);
    else await unpackImage(this.#program.image, codeFolder);
    const { gate, log, journal, orphans } = this.#host;
    const temporaryFolder = path.join(this.#folder, "tmp");
    fs.mkdirSync(temporaryFolder, { recursive: true });
    const shared = { gate, log, journal, orphans, timings: defaultTimings, clock: systemClock };
    this.#running = createVersion[config.contract]({
      version,
      sha256,
      config: this.#config,
      codeFolder,
      temporaryFolder,
      ...shared,
    });
    return this.#running;
  }

  get #config(): FunctionConfig {
    const program = this.#program;
    return {
      ...program.config,
      // What the function says counts.
      environment: { ...("image" in program && environmentOf(program.image)), ...program.config.environment },
      idleSeconds: 300,
      warm: { instances: this.#warm, schedules: [] },
      http: this.#http,
      logRetentionDays: 1,
      tags: {},
    };
  }
}

async function unpackZip(zip: Buffer, folder: string): Promise<void> {
  const bootstrap = unzip(zip).find(({ name }) => name === "bootstrap");
  // Without the file, or without the right to execute it, the start of an instance fails.
  if (bootstrap === undefined) return;
  await unpack(zip, folder);
  if (((bootstrap.mode ?? 0) & 0o111) === 0) await chmod(path.join(folder, "bootstrap"), 0o644);
}
