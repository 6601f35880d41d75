import { findHint, type HintRow, type Refusal } from "../error-hook.js";

/** https://www.alibabacloud.com/help/en/sls/developer-reference/api-error-codes */
const noLog = /ProjectNotExist|LogStoreNotExist|\b(project|logstore) \S+ does not exist/i;
const noRole = /EntityNotExist\.Role\b|\brole \S+ (does not exist|not found)/i;
/** What Aliyun says of something that was made a moment ago, and of something that is still going. */
const healing = [noLog, noRole, /ProvisionConfigExist/];
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

const functionType = "alicloud:fc/v3Function:V3Function";
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
    says: /AliasAlreadyExists|TriggerAlreadyExists|EntityAlreadyExists\.Role\.Policy/,
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
    says: /(Project|LogStore|Index)AlreadyExist|existing an index in the store/,
    hint: "A log project, store or index of that name is there already. An interrupted deployment may have made it: remove it in the console, or import it.",
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
    says: /TriggerExist|VersionExist/,
    hint: "The function still has triggers or versions that are not this stack's, or that were kept for a rollback. Remove them in the console, and run it again.",
  },
  {
    type: functionType,
    says: noLog,
    hint: 'Function Compute does not see the log project or store. Those in "aliyun.logs" have to be in the region of the function; new ones can take minutes, so deploy again.',
  },
  {
    type: functionType,
    says: noRole,
    hint: 'Function Compute does not see the role. The one in "aliyun.role" has to be of the same account; a new one can take a minute, so deploy again.',
  },
  {
    type: functionType,
    says: /assume/i,
    hint: 'Function Compute may not use the role. Its trust policy has to allow "sts:AssumeRole" to the service fc.aliyuncs.com.',
  },
  {
    says: /EntityNotExist\.Policy/,
    hint: 'The account has no policy of that name and type. Those that Aliyun made are of the type "System", which is the default; others are "Custom" ("aliyun.policies").',
  },
  {
    says: /NoSuchBucket/,
    hint: 'The bucket in "aliyun.bucket" must exist, in the region of the function.',
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
