import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goMod, program } from "./go-module.js";

/** A real binary of the smallest program, made by `go build -trimpath` alone. */
export function compiled(target: string, ...flags: string[]): Buffer {
  const [GOOS = "", GOARCH = ""] = target.split("/");
  const folder = mkdtempSync(join(tmpdir(), "goserverless-test-"));
  try {
    writeFileSync(join(folder, "go.mod"), goMod);
    writeFileSync(join(folder, "main.go"), program("hello"));
    const env = { ...process.env, GOOS, GOARCH, CGO_ENABLED: "0" };
    execFileSync("go", ["build", "-trimpath", "-buildvcs=false", ...flags, "-o", "binary", "."], {
      cwd: folder,
      env,
    });
    return readFileSync(join(folder, "binary"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface ElfHeader {
  readonly machine?: number;
  readonly type?: number;
  readonly system?: number;
  readonly bits?: 32 | 64;
  readonly bigEndian?: boolean;
  readonly entryPoint?: number;
  /** Shared libraries that the dynamic section asks for; unset means no dynamic section. */
  readonly libraries?: number;
}

/** The header of an ELF file by hand, for what Go does not build. */
export function elf(header: ElfHeader = {}): Buffer {
  const {
    machine = 62,
    type = 2,
    system = 0,
    bits = 64,
    bigEndian = false,
    entryPoint = 0x401000,
    libraries,
  } = header;
  const bytes = Buffer.alloc(256);
  bytes.write("\x7fELF", "latin1");
  bytes[4] = bits / 32;
  bytes[5] = bigEndian ? 2 : 1;
  bytes[7] = system;
  if (bigEndian) bytes.writeUInt16BE(machine, 18);
  else bytes.writeUInt16LE(machine, 18);
  bytes.writeUInt16LE(type, 16);
  bytes.writeBigUInt64LE(BigInt(entryPoint), 24);
  if (libraries === undefined) return bytes;
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(2, 64);
  bytes.writeBigUInt64LE(128n, 64 + 8);
  bytes.writeBigUInt64LE(128n, 64 + 32);
  for (let index = 0; index < libraries; index += 1) bytes.writeBigUInt64LE(1n, 128 + 16 * index);
  return bytes;
}
