import { randomUUID } from "node:crypto";
import * as path from "node:path";
import type { InvokeResult } from "../../emulator/index.js";
import type { Journal } from "./journal.js";
import type { SandboxHost } from "./sandbox.js";
import type { Props } from "./wire.js";

/** A function as every cloud has it. */
interface CloudFunction {
  readonly host: SandboxHost;
  /** Where a call goes. */
  route(qualifier?: string): { invoke(payload: Uint8Array): Promise<InvokeResult> };
}

/** What one account of a cloud holds in one region, apart from what only that cloud has. */
export abstract class CloudAccount {
  abstract readonly id: string;
  readonly folder: string;
  readonly region: string;
  readonly journal: Journal;
  /** Container images, by address with digest or tag, as the zip that holds the same program. */
  readonly images = new Map<string, Buffer>();
  /** What buckets hold, by bucket and key. */
  readonly objects = new Map<string, Buffer>();
  readonly #tables = new Map<string, Map<string, Props>>();

  constructor(folder: string, region: string, journal: Journal) {
    this.folder = folder;
    this.region = region;
    this.journal = journal;
  }

  /** The resources of a type that are nothing but data, each by what makes it unique. */
  table(type: string): Map<string, Props> {
    const table = this.#tables.get(type) ?? new Map<string, Props>();
    this.#tables.set(type, table);
    return table;
  }

  /** The names of all that there is, such as `aws:iam/role:Role api-role`. */
  get contents(): string[] {
    const records = [...this.#tables].flatMap(([type, table]) =>
      [...table.keys()].map((key) => `${type} ${key}`),
    );
    return [...this.running, ...records].sort();
  }

  /** Throws what the cloud says when there is none. */
  abstract function(name: string): CloudFunction;

  /** The names of what is more than data. */
  protected abstract get running(): string[];

  /** A folder that nothing else has. */
  newFolder(): string {
    return path.join(this.folder, randomUUID());
  }

  event(action: string, target: string): void {
    this.journal.add({ kind: "event", action, target });
  }
}
