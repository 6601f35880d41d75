import type { EmulatorClient } from "../../emulator/client.js";
import type { Call, CallPlan, CallTarget, Figures, MeasuredCalls } from "./measured-calls.js";
import { readReport } from "./report-record.js";

/** Calls between two looks at the log, which keeps only so much. */
const callsPerLook = 500;

/** Calls a function on the local cloud, one call after another: first each on a new instance, then on a running one. */
export async function measureLocal(
  emulator: Pick<EmulatorClient, "cool" | "invoke" | "logs">,
  target: CallTarget,
  plan: CallPlan,
): Promise<MeasuredCalls> {
  const { functionName } = target;
  const calls: Call[] = [];
  let unseen: Call[] = [];
  for (let run = 0; run < plan.cold + plan.warm; run++) {
    if (run < plan.cold) await emulator.cool(functionName);
    const startedAt = performance.now();
    const { requestId, functionError } = await emulator.invoke(functionName, plan.payload);
    const roundTripMs = performance.now() - startedAt;
    unseen.push({ requestId, roundTripMs, outcome: functionError === undefined ? "ok" : "failed" });
    const isLast = run === plan.cold + plan.warm - 1;
    if (unseen.length < callsPerLook && !isLast) continue;
    const reports = await readReports(emulator.logs(functionName, { follow: false }));
    calls.push(...unseen.map((call) => ({ ...call, figures: reports.get(call.requestId) })));
    unseen = [];
  }
  return { target, calls, notes: [] };
}

async function readReports(lines: AsyncIterable<string>): Promise<ReadonlyMap<string, Figures>> {
  const reports = new Map<string, Figures>();
  for await (const line of lines) {
    const report = readReport(line);
    if (report !== undefined) reports.set(report.requestId, report.figures);
  }
  return reports;
}
