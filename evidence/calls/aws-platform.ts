import type { InvokeCommandOutput, LambdaClient } from "@aws-sdk/client-lambda";
import { EvidenceError } from "../evidence-error.js";
import { explainInvoke, isThrottled } from "./aws-errors.js";
import { AwsLog } from "./aws-log.js";
import { largestBurst } from "./call-budget.js";
import { loadSdk } from "./load-sdk.js";
import type { Call, CallPlan, CallTarget, Figures } from "./measured-calls.js";
import type { Pause, Platform } from "./platform.js";
import { readReport } from "./report-record.js";

/** Beyond the function's own timeout: the way there and back, and the start of an instance. */
const graceMs = 30_000;
const longestTimeoutSeconds = 900;

/**
 * A function on Lambda, called through its alias as the user who is logged in.
 *
 * @throws EvidenceError when the SDK is not installed, or nobody is logged in.
 */
export async function openAws(target: CallTarget, plan: CallPlan, pause: Pause): Promise<Platform> {
  const sdk = loadSdk(
    "aws",
    () => require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda"),
  );
  const log = new AwsLog(target, pause);
  const sockets = { keepAlive: true, maxSockets: largestBurst };
  const timeoutMs = (target.timeoutSeconds ?? longestTimeoutSeconds) * 1000 + graceMs;
  const client = new sdk.LambdaClient({
    ...(target.region !== null && { region: target.region }),
    // A second attempt would be a second call, and its time no round trip.
    maxAttempts: 1,
    requestHandler: {
      httpAgent: sockets,
      httpsAgent: sockets,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      // Sockets are few on purpose; waiting for one is nothing to warn of.
      socketAcquisitionWarningTimeout: timeoutMs,
    },
  });
  await checkCredentials(client);
  const send = () =>
    client.send(
      new sdk.InvokeCommand({
        FunctionName: target.functionName,
        ...(target.qualifier !== null && { Qualifier: target.qualifier }),
        LogType: "Tail",
        Payload: plan.payload,
      }),
    );
  return {
    call: () => invoke(send, target, timeoutMs),
    withFigures: (calls) => log.withFigures(calls),
    get notes() {
      return log.notes;
    },
    close: () => {
      client.destroy();
      log.close();
    },
  };
}

async function checkCredentials(client: LambdaClient): Promise<void> {
  try {
    await client.config.credentials();
  } catch (cause) {
    throw new EvidenceError(
      'There are no credentials for aws. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE after "aws sso login".',
      { cause },
    );
  }
}

async function invoke(
  send: () => Promise<InvokeCommandOutput>,
  target: CallTarget,
  timeoutMs: number,
): Promise<Call> {
  const startedAt = performance.now();
  try {
    const answer = await send();
    const roundTripMs = performance.now() - startedAt;
    const requestId = answer.$metadata.requestId ?? "";
    const figures = readTail(answer.LogResult, requestId);
    return {
      requestId,
      roundTripMs,
      outcome: answer.FunctionError === undefined ? "ok" : "failed",
      ...(figures && { figures }),
    };
  } catch (error) {
    if (isThrottled(error))
      return { requestId: "", roundTripMs: performance.now() - startedAt, outcome: "throttled" };
    throw explainInvoke(error, target, timeoutMs);
  }
}

/** The end of the log that comes with the answer, as long as the REPORT was in it by then. */
function readTail(tail: string | undefined, requestId: string): Figures | undefined {
  const lines = Buffer.from(tail ?? "", "base64")
    .toString("utf8")
    .split("\n");
  return lines.map(readReport).find((report) => report?.requestId === requestId)?.figures;
}
