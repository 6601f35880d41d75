import { findHint, type HintRow, type Refusal } from "../error-hook.js";

/** What Aliyun says of something that was made a moment ago, and of something that is still going. */
const healing = [
  // https://www.alibabacloud.com/help/en/sls/developer-reference/api-error-codes
  /ProjectNotExist|LogStoreNotExist|(project|logstore)\b.*\bdoes not exist/i,
  /EntityNotExist\.Role\b|role\b.*\b(does not exist|not found)/i,
  /ProvisionConfigExist/,
];
const longestWaitMs = 180_000;
const firstPauseMs = 2_000;
const longestPauseMs = 15_000;

/** How long to wait before the next attempt; undefined when time does not help, or has not. */
export function pauseMs({ error }: Refusal, attempts: number): number | undefined {
  if (!healing.some((each) => each.test(error))) return undefined;
  const pauses = Array.from({ length: attempts }, (_, index) =>
    Math.min(firstPauseMs * 2 ** index, longestPauseMs),
  );
  const waitedMs = pauses.reduce((sum, each) => sum + each, 0);
  return waitedMs <= longestWaitMs ? pauses.at(-1) : undefined;
}

/** What Aliyun says, and what to do then. The first that fits counts. */
const rows: readonly HintRow[] = [
  {
    says: /ProvisionConfigExist/,
    hint: "The ready instances are still going. Run it again in a minute; `pulumi destroy --run-program` waits by itself.",
  },
  {
    says: /ResidentScalingConfigExists|ScalingConfigExist/,
    hint: 'The function has a scaling configuration that was made by hand, which excludes "warm". Delete it in the console, and deploy again.',
  },
  {
    says: /FunctionAlreadyExists/,
    hint: ({ functionName }) =>
      `Either an interrupted deployment made it, and the state does not know, or it was there before. Run \`pulumi refresh\`; if that does not find it, remove it with \`aliyun fc DELETE /2023-03-30/functions/${functionName}\`, or import it.`,
  },
  {
    says: /AliasAlreadyExists|TriggerAlreadyExists/,
    hint: "Either an interrupted deployment made it, and the state does not know, or the function had it before. Remove it in the console, and deploy again.",
  },
  {
    says: /VersionNotFound/,
    hint: 'The version in "aliyun.rollback" or "aliyun.rollout.previousVersion" must be one that was published. The console lists them.',
  },
  {
    says: /EntityAlreadyExists\.(Role|Policy)/,
    hint: "A role or policy of that name is there already, and names are the account's own, in all regions. Remove it, or import it.",
  },
  {
    says: /ProjectAlreadyExist/,
    hint: "A log project of that name is there already. An interrupted deployment may have made it: remove it in the console, or import it.",
  },
  {
    says: /ProjectQuotaExceed|LogStoreQuotaExceed|ExceedQuota/,
    hint: 'The region has no room for another log project: there may be 50 at first. Name one that exists ("aliyun.logs"), or have the quota raised.',
  },
  {
    says: /ReservedConcurrency|reserved concurrency|ConcurrencyQuotaExceeded/i,
    hint: 'The account\'s instances in this region are used up, or "maxConcurrency" is less than the ready instances of now. Lower "warm" first, in an `up` of its own, or have the quota raised: there may be 100 at first.',
  },
  {
    type: "alicloud:fc/v3Function:V3Function",
    says: /(project|logstore)\b.*\bdoes not exist|ProjectNotExist|LogStoreNotExist/i,
    hint: 'Function Compute does not see the log project or store. Those in "aliyun.logs" have to be in the region of the function; new ones can take minutes, so deploy again.',
  },
  {
    says: /NoPermission|Forbidden|AccessDenied|not authorized/,
    hint: "The deployer lacks a permission. The documentation of Aliyun has the policy that it needs.",
  },
  {
    says: /Throttling|TooManyRequests|ResourceThrottled/,
    hint: "Aliyun refused too many calls at once. Run `pulumi up` again; `--parallel 4` asks for less at a time.",
  },
];

/** One line of what to do about an error, if it is a common one. */
export function hintFor(refusal: Refusal): string | undefined {
  return findHint(rows, refusal);
}
