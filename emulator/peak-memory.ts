import { closeSync, openSync, readSync } from "node:fs";

const kilobytesPerMb = 1024;

/** A reading costs about 10 µs of the kernel's time, so calls that follow each other faster than this share one. */
const freshMs = 20;

const page = Buffer.allocUnsafe(8192);

/**
 * The most memory a process has had resident, in MB, rounded up.
 *
 * Linux only, from `VmHWM` in https://man7.org/linux/man-pages/man5/proc_pid_status.5.html; 0 elsewhere. The file stays
 * open because it lives in the kernel's memory: reading it waits for no disk.
 */
export class PeakMemory {
  #file: number | undefined;
  #mb = 0;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(pid: number) {
    if (process.platform !== "linux") return;
    try {
      this.#file = openSync(`/proc/${pid}/status`, "r");
    } catch {
      // The process is gone already, which its exit tells.
    }
  }

  read(): number {
    const now = performance.now();
    if (this.#file !== undefined && now - this.#readAt >= freshMs) {
      this.#readAt = now;
      this.#mb = Math.max(this.#mb, readPeak(this.#file));
    }
    return this.#mb;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function readPeak(file: number): number {
  try {
    const status = page.toString("latin1", 0, readSync(file, page, 0, page.length, 0));
    const kilobytes = Number.parseInt(status.slice(status.indexOf("VmHWM:") + "VmHWM:".length), 10);
    return Number.isNaN(kilobytes) ? 0 : Math.ceil(kilobytes / kilobytesPerMb);
  } catch {
    return 0;
  }
}
