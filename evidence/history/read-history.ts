import { readdir, readFile, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { DeploymentRecord } from "./deployment-record.js";
import { historyFolder, recordsFile, stackFolder } from "./history-folder.js";

/** What was deployed of one function from this machine, the oldest first; nothing when it never was. */
export function readHistory(project: string, stack: string, name: string): Promise<DeploymentRecord[]> {
  return readRecords(recordsFile(project, stack, name));
}

/** What was deployed of each function of a stack from this machine, by the function's name, the oldest first. */
export async function readStackHistory(
  project: string,
  stack: string,
): Promise<ReadonlyMap<string, readonly DeploymentRecord[]>> {
  const histories = await readFolder(stackFolder(project, stack));
  return new Map(histories.map((records) => [records[0]?.name ?? "", records]));
}

/** The deployment made last of a main package, in any stack or in one. */
export async function lastDeploymentOf(
  entry: string,
  { stack }: { readonly stack?: string } = {},
): Promise<DeploymentRecord | undefined> {
  const folder = await realFolder(entry);
  let last: DeploymentRecord | undefined;
  for (const records of await readAll()) {
    for (const record of records) {
      if (record.entry === "" || (stack !== undefined && record.stack !== stack)) continue;
      if (last !== undefined && last.at > record.at) continue;
      if ((await realFolder(record.entry)) === folder) last = record;
    }
  }
  return last;
}

/** The histories of all functions of all stacks. */
export async function readAll(): Promise<DeploymentRecord[][]> {
  const histories: DeploymentRecord[][] = [];
  for (const project of await namesIn(historyFolder())) {
    for (const stack of await namesIn(join(historyFolder(), project)))
      histories.push(...(await readFolder(join(historyFolder(), project, stack))));
  }
  return histories;
}

/** The records of a file, without lines that are damaged or of another goserverless. */
export async function readRecords(file: string): Promise<DeploymentRecord[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    try {
      const record: unknown = JSON.parse(line);
      return isRecord(record) ? [record] : [];
    } catch {
      return [];
    }
  });
}

const texts = [
  "at",
  "project",
  "stack",
  "name",
  "cloud",
  "functionName",
  "version",
  "url",
  "packaging",
  "architecture",
  "entry",
  "artifactSha256",
] as const satisfies readonly (keyof DeploymentRecord)[];

function isRecord(value: unknown): value is DeploymentRecord {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Partial<DeploymentRecord>;
  const { warm } = record;
  return (
    record.schema === 1 &&
    typeof record.memoryMb === "number" &&
    texts.every((key) => typeof record[key] === "string") &&
    typeof warm === "object" &&
    [warm?.least, warm?.most, warm?.average].every((number) => typeof number === "number")
  );
}

async function readFolder(folder: string): Promise<DeploymentRecord[][]> {
  const files = (await namesIn(folder)).filter((name) => name.endsWith(".jsonl"));
  const histories = await Promise.all(files.map((file) => readRecords(join(folder, file))));
  return histories.filter((records) => records.length > 0);
}

/** Nothing where there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch((): string[] => [])).sort();
}

/** Links lead to the same package; a folder that is gone is known by its path. */
function realFolder(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
