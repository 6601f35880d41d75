import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ControlClient } from "../../emulator/control-client.js";
import type { CodeSource, DeployedFunction, EmulatorClient } from "../../emulator/index.js";
import { controlSocket } from "../../emulator/state-folder.js";
import { buildPrograms, type Program, type ProgramName } from "./programs.js";
import { type CliResult, type CliRun, runCli } from "./run-cli.js";

export interface DeployOptions {
  readonly tags?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is deployed instead of the program's zip. */
  readonly code?: CodeSource;
}

/** A local cloud of its own in a temporary folder, driven by the command line as a user would. */
export interface LocalCloud {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly programs: Readonly<Record<ProgramName, Program>>;
  /** The control channel, for what has no command. */
  readonly emulator: EmulatorClient;
  run(args: readonly string[], run?: Pick<CliRun, "input">): Promise<CliResult>;
  deploy(name: string, program: ProgramName, options?: DeployOptions): Promise<DeployedFunction>;
  end(): Promise<void>;
}

/** Starts a local cloud with nothing deployed. */
export async function startLocalCloud(): Promise<LocalCloud> {
  const { cacheFolder, byName: programs } = await buildPrograms();
  const folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-cli-")));
  const stateFolder = join(folder, "state");
  const environment = { GOSERVERLESS_STATE_DIR: stateFolder, GOSERVERLESS_CACHE_DIR: cacheFolder };
  const run: LocalCloud["run"] = (args, options) =>
    runCli(args, { ...options, environment, directory: folder });
  const emulator = new ControlClient(controlSocket(stateFolder));
  const { status, stderr } = await run(["local", "start"]);
  if (status !== 0) throw new Error(stderr);
  return {
    folder,
    environment,
    programs,
    emulator,
    run,
    deploy: (name, program, options = {}) => {
      const { zip, sha256 } = programs[program];
      return emulator.deploy(toConfig(name, options), options.code ?? { zip, sha256 });
    },
    end: async () => {
      await run(["local", "stop"]);
      await rm(folder, { recursive: true });
    },
  };
}

function toConfig(
  name: string,
  { tags = {}, environment = {} }: DeployOptions,
): Parameters<EmulatorClient["deploy"]>[0] {
  return {
    name,
    contract: "fc",
    memoryMb: 512,
    timeoutSeconds: 20,
    environment,
    requestsPerInstance: 1,
    idleSeconds: 300,
    warm: { instances: 0, schedules: [] },
    http: { stream: false },
    hooks: { initialize: false, preStop: false },
    logRetentionDays: 7,
    tags,
  };
}
