import assert from "node:assert/strict";
import type { FunctionStatus } from "../../emulator/function-config.js";
import { toStatusDocument } from "../../report/status-document.js";

const hello: FunctionStatus = {
  name: "hello-dev",
  version: "3",
  url: "http://127.0.0.1:41233/",
  contract: "lambda",
  kind: "zip",
  sha256: "ab",
  isolation: "none",
  warmTarget: 1,
  instances: { starting: 0, idle: 1, busy: 0 },
  tags: { "goserverless:name": "hello" },
};

describe("toStatusDocument", () => {
  it("holds the process and its functions", () => {
    assert.deepEqual(toStatusDocument({ pid: 4711, version: "0.1.0", functions: [hello] }), {
      schema: 1,
      running: true,
      pid: 4711,
      version: "0.1.0",
      functions: [hello],
    });
  });

  it("is the same document, emptied, when nothing runs", () => {
    assert.deepEqual(toStatusDocument(undefined), {
      schema: 1,
      running: false,
      pid: null,
      version: null,
      functions: [],
    });
  });
});
