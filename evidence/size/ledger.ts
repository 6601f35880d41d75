import { EvidenceError } from "../evidence-error.js";
import type { Anatomy, PackageSize, Part } from "./anatomy.js";
import { messages } from "./messages.js";

/** What of a package a byte is; of a part, it does not matter. */
export const column = { code: 0, table: 1, data: 2 } as const;
export type Column = (typeof column)[keyof typeof column];

type Account = {
  readonly name: string;
  readonly isPackage: boolean;
  readonly sums: [number, number, number];
};

/** More than this no build has, and a claim has no room for. */
export const mostAccounts = 2 ** 19;

/** Counts the bytes of packages and of parts; both are known by the number of their account. */
export class Ledger {
  readonly #accounts: Account[] = [];
  readonly #packages = new Map<string, number>();
  readonly #parts = new Map<string, number>();

  package(path: string): number {
    return this.#packages.get(path) ?? this.#open(this.#packages, path, true);
  }

  part(name: string): number {
    return this.#parts.get(name) ?? this.#open(this.#parts, name, false);
  }

  /** The account of a package that has one. */
  find(path: string): number | undefined {
    return this.#packages.get(path);
  }

  isPackage(account: number): boolean {
    return this.#accounts[account]?.isPackage ?? false;
  }

  add(account: number, kind: Column, bytes: number): void {
    const sums = this.#accounts[account]?.sums;
    if (sums) sums[kind] += bytes;
  }

  /** Shares bytes out in proportion to each package's code; the last of them go to the largest. */
  share(kind: Column, bytes: number): void {
    const packages = this.#accounts.filter(({ isPackage }) => isPackage);
    const code = packages.reduce((sum, { sums }) => sum + sums[column.code], 0);
    if (code === 0) return;
    let left = bytes;
    for (const { sums } of packages) {
      const own = Math.floor((bytes * sums[column.code]) / code);
      sums[kind] += own;
      left -= own;
    }
    const largest = packages.reduce<Account | undefined>(
      (most, each) => (most && most.sums[column.code] >= each.sums[column.code] ? most : each),
      undefined,
    );
    if (largest) largest.sums[kind] += left;
  }

  toAnatomy(bytes: number, moduleOf: (path: string) => string): Anatomy {
    const packages: PackageSize[] = [];
    const parts: Part[] = [];
    let attributedBytes = 0;
    for (const { name, isPackage, sums } of this.#accounts) {
      const [codeBytes, tableBytes, dataBytes] = sums;
      const sum = codeBytes + tableBytes + dataBytes;
      attributedBytes += sum;
      if (sum === 0) continue;
      if (!isPackage) parts.push({ name, bytes: sum });
      else
        packages.push({ path: name, module: moduleOf(name), codeBytes, tableBytes, dataBytes, bytes: sum });
    }
    packages.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
    parts.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
    return { bytes, attributedBytes, packages, parts };
  }

  #open(names: Map<string, number>, name: string, isPackage: boolean): number {
    if (this.#accounts.length >= mostAccounts) throw new EvidenceError(messages.damaged());
    names.set(name, this.#accounts.length);
    return this.#accounts.push({ name, isPackage, sums: [0, 0, 0] }) - 1;
  }
}
