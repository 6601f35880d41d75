import assert from "node:assert/strict";
import { toArchitecture, toHostArchitecture } from "../../cli/to-architecture.js";

describe("toArchitecture", () => {
  for (const value of ["amd64", "arm64"]) {
    it(`takes ${value}`, () => {
      assert.equal(toArchitecture(value), value);
    });
  }

  it("refuses any other", () => {
    assert.throws(() => toArchitecture("x86_64"), {
      name: "UsageError",
      message: '"--arch" must be amd64 or arm64, got "x86_64".',
    });
  });
});

describe("toHostArchitecture", () => {
  const cases = [
    { machine: "x64", expected: "amd64" },
    { machine: "arm64", expected: "arm64" },
  ];
  for (const { machine, expected } of cases) {
    it(`calls ${machine} ${expected}`, () => {
      assert.equal(toHostArchitecture(machine), expected);
    });
  }

  it("wants to be told on any other machine", () => {
    assert.throws(() => toHostArchitecture("riscv64"), {
      name: "UsageError",
      message: '"--arch" must be given on this machine: it is "riscv64", not amd64 or arm64.',
    });
  });
});
