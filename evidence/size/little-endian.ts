import { EvidenceError } from "../evidence-error.js";
import { messages } from "./messages.js";

/** Reads 16 bits. */
export function u16(bytes: Buffer, at: number): number {
  return bytes.readUInt16LE(within(bytes, at, 2));
}

/** Reads 32 bits. */
export function u32(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(within(bytes, at, 4));
}

/** Reads 64 bits; what is above 2^53 is no address or size of a real file, so that its rounding is harmless. */
export function u64(bytes: Buffer, at: number): number {
  within(bytes, at, 8);
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}

function within(bytes: Buffer, at: number, size: number): number {
  if (at < 0 || at + size > bytes.length) throw new EvidenceError(messages.leadsOut());
  return at;
}
