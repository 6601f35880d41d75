import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeAtomically } from "../../build/write-atomically.js";
import type { DeploymentRecord } from "./deployment-record.js";
import { recordsFile } from "./history-folder.js";
import { readRecords } from "./read-history.js";

/** Deployments of one function that are kept. */
const mostRecords = 200;

/** Appends a deployment to its function's history, unless it is the last one again. Tells whether it did. */
export async function rememberDeployment(record: DeploymentRecord): Promise<boolean> {
  const file = recordsFile(record.project, record.stack, record.name);
  const records = await readRecords(file);
  const last = records.at(-1);
  if (last !== undefined && isSame(last, record)) return false;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  if (records.length < mostRecords) {
    // One write, so that lines of deployments at the same time stay whole.
    await appendFile(file, `${(await isCut(file)) ? "\n" : ""}${toLine(record)}`, { mode: 0o600 });
  } else {
    const kept = [...records, record].slice(-mostRecords);
    await writeAtomically(file, kept.map(toLine).join(""));
  }
  return true;
}

function toLine(record: DeploymentRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** A deployment that was killed while it wrote left half a line. */
async function isCut(file: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return bytes.length > 0 && bytes.at(-1) !== 0x0a;
}

/** All but the time. */
function isSame(one: DeploymentRecord, other: DeploymentRecord): boolean {
  const [a, b] = [one, other].map((record) => JSON.stringify(sorted({ ...record, at: "" })));
  return a === b;
}

/** With the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}
