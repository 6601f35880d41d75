import assert from "node:assert/strict";
import { toSpec } from "../../../components/spec.js";
import { cpuBand, cpuFor } from "../../../providers/aliyun/cpu.js";
import { aliyun } from "../../../providers/aliyun/index.js";
import { refusalsOf } from "../refusals-of.js";

/** All memory that Function Compute has. */
const memories = Array.from({ length: 511 }, (_, index) => 128 + 64 * index);
const inHundredths = (cpu: number) => Math.round(cpu * 100);

/** A text shows the noise of a sum that is not exact. */
const isExactStep = (cpu: number) => /^\d+(\.\d{1,2})?$/.test(String(cpu)) && inHundredths(cpu) % 5 === 0;

describe("cpuFor", () => {
  const rows: [memoryMb: number, cpu: number][] = [
    [128, 0.1],
    [256, 0.15],
    [512, 0.3],
    [1024, 0.6],
    [1728, 1],
    [1792, 1.05],
    [10_240, 5.8],
    [28_288, 16],
    [32_768, 16],
  ];
  for (const [memoryMb, cpu] of rows) {
    it(`gives ${cpu} for ${memoryMb} MB`, () => assert.equal(cpuFor(memoryMb), cpu));
  }

  it("is an exact step of 0.05 in the band of Function Compute, for all memory", () => {
    assert.equal(memories.at(-1), 32_768);
    const wrong = memories.filter((memoryMb) => {
      const cpu = cpuFor(memoryMb);
      // In whole numbers, which have no noise: a quarter of a CPU to one for each GB.
      const [hundredths, ofGb] = [inHundredths(cpu) * 1024, memoryMb * 100];
      const isInBand = hundredths * 4 >= ofGb && hundredths <= ofGb && cpu <= 16;
      return !isInBand || !isExactStep(cpu);
    });
    assert.deepEqual(wrong, []);
  });
});

describe("cpuBand", () => {
  const rows: [memoryMb: number, min: number, max: number][] = [
    [128, 0.05, 0.1],
    [192, 0.05, 0.15],
    [512, 0.15, 0.5],
    [1024, 0.25, 1],
    [4096, 1, 4],
    [32_768, 8, 16],
  ];
  for (const [memoryMb, min, max] of rows) {
    it(`is ${min}-${max} for ${memoryMb} MB`, () => assert.deepEqual(cpuBand(memoryMb), { min, max }));
  }

  it("is all exact steps of 0.05 from a quarter of a CPU to one for each GB, for all memory", () => {
    const wrong = memories.filter((memoryMb) => {
      const { min, max } = cpuBand(memoryMb);
      const ofGb = memoryMb * 100;
      const hundredths = Array.from({ length: 320 }, (_, index) => 5 * (index + 1)).filter(
        (each) => each * 1024 * 4 >= ofGb && each * 1024 <= ofGb,
      );
      const ends = [hundredths.at(0), hundredths.at(-1)];
      const isSame = inHundredths(min) === ends[0] && inHundredths(max) === ends[1];
      return !isSame || !isExactStep(min) || !isExactStep(max);
    });
    assert.deepEqual(wrong, []);
  });
});

describe("aliyun.cpu", () => {
  const rule = (min: number, max: number, where: string) =>
    `"aliyun.cpu" must be a multiple of 0.05 from ${min} to ${max}${where}, got`;
  const advice = "Leave it out to have it follow the memory.";
  const refused: [title: string, memoryMb: unknown, cpu: unknown, ...sentences: string[]][] = [
    [
      "less than a quarter of the memory",
      1024,
      0.2,
      `${rule(0.25, 1, " with 1024 MB of memory")} 0.2. ${advice}`,
    ],
    ["more than the memory", 1024, 1.05, `${rule(0.25, 1, " with 1024 MB of memory")} 1.05. ${advice}`],
    ["more than 16", 32_768, 16.05, `${rule(8, 16, " with 32768 MB of memory")} 16.05. ${advice}`],
    ["a number between two steps", 1024, 0.33, `${rule(0.25, 1, " with 1024 MB of memory")} 0.33. ${advice}`],
    ["nothing", 128, 0, `${rule(0.05, 0.1, " with 128 MB of memory")} 0. ${advice}`],
    ["a text", undefined, "0.2", `${rule(0.1, 0.25, " with 256 MB of memory")} "0.2". ${advice}`],
    ["no number", 1024, Number.NaN, `${rule(0.25, 1, " with 1024 MB of memory")} NaN. ${advice}`],
    [
      "too much of any memory, where the memory is wrong too",
      100,
      17,
      '"memoryMb" must be a multiple of 64 from 128 to 32768 on aliyun, got 100.',
      `${rule(0.05, 16, "")} 17. ${advice}`,
    ],
    [
      "only the memory, where the CPU may be right",
      "1024",
      1,
      '"memoryMb" must be a multiple of 64 from 128 to 32768 on aliyun, got "1024".',
    ],
  ];
  for (const [title, memoryMb, cpu, ...sentences] of refused) {
    it(`refuses ${title}`, () =>
      assert.deepEqual(refusalsOf({ entry: ".", memoryMb, aliyun: { cpu } }, aliyun), sentences));
  }

  const accepted: [title: string, memoryMb: number, cpu: number, sent: number][] = [
    ["the least", 1024, 0.25, 0.25],
    ["the most", 1024, 1, 1],
    ["a sum with noise, without the noise", 1024, 0.1 + 0.2, 0.3],
    ["a sum with noise at the end of the band", 128, 0.3 - 0.2, 0.1],
  ];
  for (const [title, memoryMb, cpu, sent] of accepted) {
    it(`takes ${title}`, () => {
      const spec = toSpec("api", { entry: ".", memoryMb, aliyun: { cpu } }, aliyun);
      assert.equal(spec.own.cpu, sent);
    });
  }
});
