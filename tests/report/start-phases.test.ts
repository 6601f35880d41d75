import assert from "node:assert/strict";
import { toStartPhases } from "../../report/start-phases.js";
import { evidence } from "./evidences.js";

const { init } = evidence;

describe("toStartPhases", () => {
  it("puts what was measured one after the other, and the packages below their inits", () => {
    const phases = toStartPhases(init, { downloadMs: 10, unpackMs: 3, firstRequestMs: 2 });
    assert.deepEqual(
      phases.map(({ name, startMs, ms, depth }) => [name, startMs, ms, depth]),
      [
        ["download", 0, 10, 0],
        ["unpack", 10, 3, 0],
        ["exec and Go runtime", 13, 1.5, 0],
        ["package inits", 14.5, 2, 0],
        ["runtime", 14.5, 0.45, 1],
        ["fmt", 14.95, 0.05, 1],
        ["golang.org/x/net/html", 15, 1.5, 1],
        ["main until ready", 16.5, 1, 0],
        ["first request", 17.5, 2, 0],
      ],
    );
  });

  it("draws nothing that was not measured", () => {
    assert.deepEqual(
      toStartPhases(init, {})
        .filter(({ depth }) => depth === 0)
        .map(({ name }) => name),
      ["exec and Go runtime", "package inits", "main until ready"],
    );
  });

  it("joins neighbours that are too short to be seen", () => {
    const packages = Array.from({ length: 30 }, (_, index) => ({
      path: `p${index}`,
      startMs: index,
      ms: index === 20 ? 1.71 : 0.01,
      bytes: 0,
      allocations: 0,
    }));
    const names = toStartPhases({ ...init, packages }, {})
      .filter(({ depth }) => depth === 1)
      .map(({ name, ms }) => [name, Number(ms.toFixed(3))]);
    assert.deepEqual(names, [
      ["20 short inits", 0.2],
      ["p20", 1.71],
      ["9 short inits", 0.09],
    ]);
  });

  it("leaves no room for less than nothing on a noisy machine", () => {
    const noisy = { ...init, readyMs: 2.5, calibrationReadyMs: 3 };
    assert.deepEqual(
      toStartPhases(noisy, {})
        .filter(({ depth }) => depth === 0)
        .map(({ ms }) => ms),
      [0.5, 2, 0],
    );
  });
});
