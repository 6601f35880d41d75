import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import * as path from "node:path";
import { processStartTime } from "./process-start-time.js";

interface InstanceRecord {
  readonly startTime: string;
  /** The program, as the system names it. */
  readonly program: string;
}

/**
 * The instances that run, on disk: an emulator that was killed leaves them behind, and the next one ends them.
 *
 * One file for each, named after its pid. It is written before anything else happens to a new process, so that no
 * instance is ever unknown.
 */
export class Orphans {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = path.join(stateFolder, "instances");
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  record(pid: number, program: string): void {
    const startTime = processStartTime(pid);
    if (startTime === undefined) return;
    const record: InstanceRecord = { startTime, program };
    writeFileSync(this.#file(pid), JSON.stringify(record), { mode: 0o600 });
  }

  forget(pid: number): void {
    rmSync(this.#file(pid), { force: true });
  }

  /** Kills what an earlier emulator left running, and nothing that is not provably its. */
  async end(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const pid = Number(name);
      if (Number.isInteger(pid) && pid > 1 && (await this.#isOurs(pid))) killGroup(pid);
      rmSync(path.join(this.#folder, name), { force: true });
    }
  }

  async #isOurs(pid: number): Promise<boolean> {
    try {
      const record: InstanceRecord = JSON.parse(await readFile(this.#file(pid), "utf8"));
      if (record.startTime !== processStartTime(pid)) return false;
      if (process.platform !== "linux") return true;
      // A pid and start time can come again after a reboot, the program of another process does not.
      const program = await readlink(`/proc/${pid}/exe`);
      return program === record.program || program === `${record.program} (deleted)`;
    } catch {
      return false;
    }
  }

  #file(pid: number): string {
    return path.join(this.#folder, String(pid));
  }
}

/** Instances lead their own process groups, so that what they started ends with them. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself in between.
  }
}
