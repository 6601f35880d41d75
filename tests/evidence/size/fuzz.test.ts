import assert from "node:assert/strict";
import fc from "fast-check";
import { EvidenceError } from "../../../evidence/evidence-error.js";
import type { Anatomy } from "../../../evidence/size/anatomy.js";
import { readAnatomy } from "../../../evidence/size/read-anatomy.js";
import { compiled } from "../../build/compiled.js";
import { withoutSections } from "./web-server.js";

const seed = 8;

/** Nothing but an anatomy that adds up, or a sentence; gives whether it was an anatomy. */
function holds(binary: Buffer): boolean {
  let anatomy: Anatomy;
  try {
    anatomy = readAnatomy(binary);
  } catch (error) {
    assert.ok(error instanceof EvidenceError, error instanceof Error ? error.stack : String(error));
    return false;
  }
  assert.equal(anatomy.bytes, binary.length);
  assert.ok(anatomy.attributedBytes <= anatomy.bytes, `${anatomy.attributedBytes} of ${anatomy.bytes}`);
  const all = [...anatomy.packages, ...anatomy.parts];
  assert.equal(
    all.reduce((sum, { bytes }) => sum + bytes, 0),
    anatomy.attributedBytes,
  );
  assert.ok(all.every(({ bytes }) => Number.isSafeInteger(bytes) && bytes > 0));
  return true;
}

describe("readAnatomy of anything", function () {
  this.timeout(120_000);
  const binaries: Buffer[] = [];
  before(() => {
    const plain = compiled("linux/amd64", "-ldflags=-s -w");
    const movable = compiled("linux/arm64", "-buildmode=pie", "-ldflags=-s -w");
    binaries.push(plain, movable, withoutSections(plain), withoutSections(movable));
  });

  it("withstands random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 512 }), fc.boolean(), (bytes, asElf) => {
        const start = Buffer.from(asElf ? "7f454c4602010100" : "", "hex");
        assert.equal(holds(Buffer.concat([start, bytes])), false);
      }),
      { seed, numRuns: 500 },
    );
  });

  /** Where tables are read that lead on to others. */
  const hotSpots = (binary: Buffer): number[] => {
    const table = binary.indexOf(Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0]));
    const functions = table + Number(binary.readBigUInt64LE(table + 64));
    const sections = Number(binary.readBigUInt64LE(40));
    return [0, 64, table, functions, functions + 8 * Number(binary.readBigUInt64LE(table + 8)), sections];
  };

  const changes = fc.array(
    fc.record({
      spot: fc.nat(8),
      distance: fc.nat(400),
      anywhere: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      value: fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff)),
      size: fc.constantFrom(1, 2, 4),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it("withstands changed binaries", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.nat(3), changes, (which, all) => {
        const binary = Buffer.from(binaries[which] ?? []);
        const spots = hotSpots(binary);
        for (const { spot, distance, anywhere, value, size } of all) {
          const at = spots[spot] ?? Math.floor(anywhere * binary.length);
          const place = Math.min((spots[spot] === undefined ? 0 : distance) + at, binary.length - size);
          binary.writeUIntLE(value % 2 ** (8 * size), place, size);
        }
        if (holds(binary)) read += 1;
      }),
      { seed, numRuns: 200 },
    );
    assert.ok(read > 20, `only ${read} were read`);
  });

  it("withstands cut binaries", () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (which, share) => {
          const binary = binaries[which] ?? Buffer.alloc(0);
          holds(binary.subarray(0, Math.floor(share * binary.length)));
        },
      ),
      { seed, numRuns: 100 },
    );
  });
});
