import { EvidenceError } from "../evidence-error.js";
import type { CallTarget } from "./measured-calls.js";

/** https://www.alibabacloud.com/help/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-errorcodes */
const notAccepted =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|SignatureNotMatch|InvalidSecurityToken|SecurityTokenExpired|MissingAccessKeyId)/;
/** https://www.alibabacloud.com/help/en/sls/developer-reference/common-error-codes */
const noLog = new Set(["ProjectNotExist", "LogStoreNotExist", "IndexConfigNotExist"]);

/** A call was refused because of a limit on instances, concurrency, or the rate of calls. */
export function isThrottled(error: unknown): boolean {
  return factsOf(error).status === 429;
}

/** Why a function cannot be called: a sentence, without what the service says, which names the account. */
export function explainInvoke(error: unknown, target: CallTarget, timeoutMs: number): EvidenceError {
  const { functionName, region, qualifier } = target;
  const { code, status } = factsOf(error);
  const what = `"${functionName}" in ${region}`;
  const say = (sentence: string) => new EvidenceError(sentence, { cause: error });
  if (notAccepted.test(code)) return say(toNotAcceptedText(code));
  if (status === 403)
    return say(
      `These credentials may not call ${what}. Allow "fc:InvokeFunction" on its qualifier "${qualifier}".`,
    );
  if (status === 404)
    return say(
      `Aliyun has no function ${what} with the qualifier "${qualifier}". Run "pulumi refresh", or measure with the credentials of its account.`,
    );
  if (isTimeout(error)) return say(`No answer came from ${what} within ${timeoutMs / 1000} s. See its log.`);
  return say(`${what} could not be called: ${code}. "--verbose" shows what Aliyun says.`);
}

/** Why the log of the requests cannot be read: a sentence. */
export function explainLog(error: unknown, place: string, { region }: CallTarget): EvidenceError {
  const { code, status } = factsOf(error);
  const what = `the log store ${place} in ${region}`;
  const say = (sentence: string) => new EvidenceError(sentence, { cause: error });
  if (notAccepted.test(code)) return say(toNotAcceptedText(code));
  if (status === 401 || status === 403)
    return say(`These credentials may not read ${what}. Allow "log:GetLogStoreLogs" on it.`);
  if (noLog.has(code))
    return say(
      `Aliyun cannot search ${what}: ${code}. Run "pulumi refresh", then "pulumi up"; a store of your own needs a full-text index.`,
    );
  return say(`Aliyun did not show ${what}: ${code}. "--verbose" shows what Aliyun says.`);
}

function toNotAcceptedText(code: string): string {
  return `Aliyun does not accept the credentials: ${code}. Renew them, and check the clock of this machine.`;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(`${error.name} ${error.message}`);
}

interface Facts {
  readonly code: string;
  readonly status: number | undefined;
}

/** The SDKs put the status in different places. */
function factsOf(error: unknown): Facts {
  const { code, statusCode, data } = error as {
    code?: unknown;
    statusCode?: unknown;
    data?: { statusCode?: unknown; httpCode?: unknown } | null;
  };
  const status = Number(statusCode ?? data?.statusCode ?? data?.httpCode);
  return {
    code: typeof code === "string" ? code : "unknown error",
    status: Number.isNaN(status) ? undefined : status,
  };
}
