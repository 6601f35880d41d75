import { randomBytes } from "node:crypto";
import { access, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { ArtifactKind } from "../build/artifact.js";
import { EmulatorError } from "./emulator-error.js";
import type { CodeSource, FunctionConfig } from "./function-config.js";
import { unpackCode } from "./unpack-code.js";

/** A deployed function as it is kept on disk. */
export interface StoredFunction {
  readonly schema: 1;
  readonly version: string;
  readonly kind: ArtifactKind;
  readonly sha256: string;
  /** Where its URL is, or was when the emulator last ran. */
  readonly port: number;
  readonly config: FunctionConfig;
}

const validSha256 = /^[0-9a-f]{64}$/;

/** The functions on disk: `functions/<name>/` with configuration, code, logs and temporary files. */
export class FunctionStore {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = path.join(stateFolder, "functions");
  }

  /** Names of what is deployed, sorted. */
  async names(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    const deployed = await Promise.all(names.map((name) => exists(this.#configFile(name))));
    return names.filter((_, at) => deployed[at]).sort();
  }

  async load(name: string): Promise<StoredFunction> {
    const file = this.#configFile(name);
    try {
      // What was deployed before there were images does not say that it is a zip.
      const stored: StoredFunction = { kind: "zip", ...JSON.parse(await readFile(file, "utf8")) };
      if (stored.schema === 1 && stored.config.name === name) return stored;
    } catch (cause) {
      throw new EmulatorError(
        `Function "${name}" cannot be read from ${file}. Remove that folder and deploy again.`,
        { cause },
      );
    }
    throw new EmulatorError(`Function "${name}" in ${file} is of another goserverless. Deploy it again.`);
  }

  /** Replaces what was stored before in one step: a reader sees the one or the other. */
  async save(stored: StoredFunction): Promise<void> {
    const file = this.#configFile(stored.config.name);
    const temporary = `${file}.${randomBytes(4).toString("hex")}`;
    try {
      await writeFile(temporary, JSON.stringify(stored, undefined, 2), {
        mode: 0o600,
        flag: "wx",
        flush: true,
      });
      await rename(temporary, file);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw new EmulatorError(
        `Function "${stored.config.name}" cannot be written to ${file}: ${reasonOf(cause)}.`,
        { cause },
      );
    }
  }

  /** Unpacks code, unless it is there, and returns its folder. */
  async unpack(name: string, code: CodeSource): Promise<string> {
    const { sha256 } = code;
    if (!validSha256.test(sha256))
      throw new EmulatorError(
        `"sha256" must be 64 hexadecimal digits in lower case, got ${JSON.stringify(sha256)}.`,
      );
    const folder = this.codeFolder(name, sha256);
    if (await exists(folder)) return folder;
    const temporary = `${folder}.${randomBytes(4).toString("hex")}`;
    try {
      await unpackCode(code, temporary);
      await rename(temporary, folder);
      return folder;
    } catch (cause) {
      await rm(temporary, { recursive: true, force: true });
      if (cause instanceof EmulatorError) throw cause;
      throw new EmulatorError(
        `The code of function "${name}" cannot be unpacked to ${folder}: ${reasonOf(cause)}.`,
        { cause },
      );
    }
  }

  /** Removes code that no version uses. */
  async prune(name: string, used: ReadonlySet<string>): Promise<void> {
    const codes = path.join(this.#folder, name, "code");
    for (const code of await readdir(codes).catch((): string[] => [])) {
      // One that is being unpacked has more than the hash in its name.
      const sha256 = code.split(".", 1)[0] ?? "";
      if (!used.has(sha256)) await rm(path.join(codes, code), { recursive: true, force: true });
    }
  }

  /** The configuration goes first: a function that is half removed is not deployed. */
  async remove(name: string): Promise<void> {
    await rm(this.#configFile(name), { force: true });
    // A program that has just been ended may have written to its temporary folder in between.
    await rm(path.join(this.#folder, name), { recursive: true, force: true, maxRetries: 5 });
  }

  codeFolder(name: string, sha256: string): string {
    return path.join(this.#folder, name, "code", sha256);
  }

  /** Where the program is, with the files next to it. */
  programFolder(name: string, kind: ArtifactKind, sha256: string): string {
    const folder = this.codeFolder(name, sha256);
    return kind === "image" ? path.join(folder, "root") : folder;
  }

  logFolder(name: string): string {
    return path.join(this.#folder, name, "logs");
  }

  /** Where instances have their temporary folders. */
  temporaryFolder(name: string): string {
    return path.join(this.#folder, name, "tmp");
  }

  #configFile(name: string): string {
    return path.join(this.#folder, name, "config.json");
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
