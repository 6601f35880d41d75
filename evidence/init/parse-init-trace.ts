import type { PackageInit } from "./init-profile.js";

/** `init net/http @1.2 ms, 0.031 ms clock, 4240 bytes, 7 allocs`; the program may have begun the line. */
const traceLine = /init (\S+) @(\S+) ms, (\S+) ms clock, (\d+) bytes, (\d+) allocs\s*$/;
const milliseconds = /^\d{1,15}(\.\d{1,9})?$/;
/** Longer than any line of Go's own; where one is longer, only its end can be Go's. */
const longestLine = 4096;

/**
 * Reads what a Go program writes with `GODEBUG=inittrace=1`, in its order; all else that it wrote is passed over.
 *
 * Go writes numbers of any size, and cuts times to whole microseconds or two digits:
 * https://github.com/golang/go/blob/go1.26.0/src/runtime/proc.go (`doInit1`)
 */
export function parseInitTrace(text: string): PackageInit[] {
  return text.split("\n").flatMap((line) => {
    const traced = line.slice(-longestLine);
    const [, path, start, clock, bytes, allocations] =
      traceLine.exec(traced.slice(traced.lastIndexOf("init "))) ?? [];
    if (path === undefined || !milliseconds.test(start ?? "") || !milliseconds.test(clock ?? "")) return [];
    const numbers = [start, clock, bytes, allocations].map(Number);
    if (!numbers.every((number) => Number.isFinite(number))) return [];
    const [startMs = 0, ms = 0, heapBytes = 0, heapAllocations = 0] = numbers;
    return [{ path: importPath(path), startMs, ms, bytes: heapBytes, allocations: heapAllocations }];
  });
}

/** A symbol's name has the dots of the last element escaped: https://pkg.go.dev/cmd/internal/objabi#PathToPrefix */
function importPath(symbol: string): string {
  return symbol.replaceAll(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
