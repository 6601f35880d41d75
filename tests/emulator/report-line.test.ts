import assert from "node:assert/strict";
import { endLine, initReportLine, reportLine, startLine } from "../../emulator/report-line.js";

const call = { requestId: "r-1", durationMs: 12.344, memoryMb: 256, maxMemoryMb: 31, outcome: "ok" } as const;
const usual =
  "REPORT RequestId: r-1\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 256 MB\tMax Memory Used: 31 MB";

describe("reportLine", () => {
  const cases = [
    { title: "tells of a warm call", call, line: usual },
    {
      title: "tells of a cold call, whose init is billed",
      call: { ...call, initMs: 8.5 },
      line: "REPORT RequestId: r-1\tDuration: 12.34 ms\tBilled Duration: 21 ms\tMemory Size: 256 MB\tMax Memory Used: 31 MB\tInit Duration: 8.50 ms",
    },
    {
      title: "tells of a timeout",
      call: { ...call, outcome: "timeout" } as const,
      line: `${usual}\tStatus: timeout`,
    },
    {
      title: "tells of a crash",
      call: { ...call, outcome: "crash", errorType: "Runtime.ExitError" } as const,
      line: `${usual}\tStatus: error\tError Type: Runtime.ExitError`,
    },
    {
      title: "bills a millisecond at least",
      call: { ...call, durationMs: 0 },
      line: "REPORT RequestId: r-1\tDuration: 0.00 ms\tBilled Duration: 1 ms\tMemory Size: 256 MB\tMax Memory Used: 31 MB",
    },
  ];
  for (const { title, call, line } of cases) it(title, () => assert.equal(reportLine(call), line));
});

describe("startLine and endLine", () => {
  it("are Lambda's for lambda", () => {
    assert.equal(startLine.lambda("r-1", "3"), "START RequestId: r-1 Version: 3");
    assert.equal(endLine.lambda("r-1"), "END RequestId: r-1");
  });

  it("are Function Compute's for fc", () => {
    assert.equal(startLine.fc("r-1", "3"), "FC Invoke Start RequestId: r-1");
    assert.equal(endLine.fc("r-1"), "FC Invoke End RequestId: r-1");
  });
});

describe("initReportLine", () => {
  it("tells why an instance did not become ready", () => {
    assert.equal(
      initReportLine(41.019, {
        errorType: "Runtime.ExitError",
        errorMessage: "Runtime exited with error: exit status 3",
      }),
      "INIT_REPORT Init Duration: 41.02 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\tError: Runtime exited with error: exit status 3",
    );
  });
});
