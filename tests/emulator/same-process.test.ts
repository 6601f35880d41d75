import assert from "node:assert/strict";
import { isSameProcess } from "../../emulator/same-process.js";
import { functionConfig } from "./harness.js";

describe("isSameProcess", () => {
  const others = [
    { field: "environment", change: { environment: { TABLE: "b" } } },
    { field: "memoryMb", change: { memoryMb: 256 } },
    { field: "timeoutSeconds", change: { timeoutSeconds: 4 } },
    { field: "contract", change: { contract: "fc" } },
    { field: "requestsPerInstance", change: { requestsPerInstance: 2 } },
    { field: "hooks", change: { hooks: { initialize: true, preStop: false } } },
  ] as const;
  for (const { field, change } of others) {
    it(`is false when "${field}" changes`, () => {
      assert.equal(isSameProcess(functionConfig(), functionConfig(change)), false);
    });
  }

  const same = [
    { field: "warm", change: { warm: { instances: 3, schedules: [] } } },
    { field: "tags", change: { tags: { team: "shop" } } },
    { field: "logRetentionDays", change: { logRetentionDays: 1 } },
    { field: "maxConcurrency", change: { maxConcurrency: 3 } },
    { field: "idleSeconds", change: { idleSeconds: 3 } },
    { field: "http", change: { http: { stream: true } } },
    { field: "port", change: { port: 8080 } },
  ];
  for (const { field, change } of same) {
    it(`is true when only "${field}" changes`, () => {
      assert.equal(isSameProcess(functionConfig(), functionConfig(change)), true);
    });
  }
});
