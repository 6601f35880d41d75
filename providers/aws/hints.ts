import { findHint, type HintRow, type Refusal } from "../error-hook.js";
import { repair } from "./lost-update.js";

const pullPage =
  "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions";
const quotaPage = "https://console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384";

/** What AWS says, and what to do then. The first that fits counts. */
const rows: readonly HintRow[] = [
  {
    says: /UnreservedConcurrentExecution below its minimum|greater than account's unreserved concurrency/,
    hint: (inputs) => {
      const wanted = inputs["provisionedConcurrentExecutions"] ?? inputs["reservedConcurrentExecutions"];
      return `The account's concurrency in this region is too small for the ${wanted} instances asked for, since AWS keeps 100 for functions without a share of their own. Lower "warm" or "maxConcurrency", or have the quota "Concurrent executions" raised: ${quotaPage}`;
    },
  },
  {
    says: /should not be lower than function's total provisioned/,
    hint: 'The ready instances of the version before still count while "maxConcurrency" is lowered. Lower "warm" first, in an `up` of its own, then "maxConcurrency".',
  },
  {
    says: /should not be greater than the reservedConcurrentExecution/,
    hint: 'The ready instances of the version before and of the new one do not fit into "maxConcurrency" at once. Raise it to twice the warm number, or to three times with "aws.rollout".',
  },
  {
    says: /FUNCTION_ERROR_INIT_FAILURE|unexpected state 'FAILED', wanted target 'READY'/,
    hint: "The new version did not start, so traffic stays on the one before. The log group says why; correct the program and deploy again.",
  },
  {
    says: /cannot be assumed by Lambda/,
    hint: 'Lambda may not use the role. Its trust policy has to allow "sts:AssumeRole" to lambda.amazonaws.com; a role that was just made can take a minute, so deploy again.',
  },
  {
    says: /does not have permissions to call/,
    hint: 'The role lacks a permission that an argument needs. Add it to the role in "aws.role", or leave that out and have one created.',
  },
  {
    says: /does not have permission to access the ECR image/,
    hint: `The policy of the image's repository has to allow "ecr:BatchGetImage" and "ecr:GetDownloadUrlForLayer" to lambda.amazonaws.com, and that of a repository of another account to this account as well. The deployer needs both, too: ${pullPage}`,
  },
  {
    says: /layer media type for the source image \S+ is not supported/,
    hint: 'Lambda runs an image for one platform, and no index of several. Name the digest of the one that is for the function\'s processor in "image.uri"; an index that Docker makes of one platform is none with `docker build --provenance=false`.',
  },
  {
    says: /Source image \S+ (does not exist|is not valid)/,
    hint: 'The image is not in that repository, or that is in another region than the function. Correct "image.uri"; an image that is built here is pushed again when you deploy again.',
  },
  {
    says: /must have the same execution role/,
    hint: 'Both versions of a rollout need the same role and dead-letter target. Deploy this change without "aws.rollout".',
  },
  {
    says: /Alias with weights|Invalid alias configuration for Provisioned Concurrency|already Provisioned version|Provisioned Concurrency alias/,
    hint: 'The alias "live" has provisioned concurrency of its own, which belongs to versions here. Remove it with `aws lambda delete-provisioned-concurrency-config --qualifier live`, run `pulumi refresh`, and deploy again.',
  },
  {
    says: /ResourceNotFoundException: Function not found: \S+:function:[\w-]+:\d+/,
    hint: 'The version in "aws.rollback" or "aws.rollout.previousVersion" must be one that was published. List them with `aws lambda list-versions-by-function`.',
  },
  {
    says: /Alias already exists/,
    hint: ({ functionName, name }) =>
      `Either an interrupted deployment made it, and the state does not know, or the function had it before. If nothing calls it, remove it with \`aws lambda delete-alias --function-name ${functionName} --name ${name}\`, and deploy again; else import it.`,
  },
  {
    says: /FunctionUrlConfig exists/,
    hint: ({ functionName, qualifier }) =>
      `Either an interrupted deployment made it, and the state does not know, or the function had it before. If nothing calls it, remove it with \`aws lambda delete-function-url-config --function-name ${functionName} --qualifier ${qualifier}\`, and deploy again; else import it.`,
  },
  {
    type: "aws:lambda/invocation:Invocation",
    says: /./,
    hint: 'The smoke call of the new version failed, so traffic stays on the one before. Correct the program, or the payload in "aws.smoke".',
  },
  {
    says: /TooManyRequestsException|Rate exceeded|Throttling/,
    hint: "AWS refused too many calls at once. Run `pulumi up` again; `--parallel 4` asks for less at a time.",
  },
  {
    says: /AccessDenied|is not authorized to perform/,
    hint: "The deployer lacks a permission. The documentation of AWS has the policy that it needs.",
  },
];

/** One line of what to do about an error, if it is a common one. */
export function hintFor(refusal: Refusal): string | undefined {
  const hint = findHint(rows, refusal);
  if (!isLost(refusal)) return hint;
  const lost = `Once this is corrected, ${repair(refusal.inputs["name"])}: a plain \`pulumi up\` would take for done what was not.`;
  return hint === undefined ? lost : `${hint} ${lost}`;
}

/** Code that was refused is sent again; what else was sent with a function is not. */
function isLost({ type, failedOperation, error }: Refusal): boolean {
  if (type !== "aws:lambda/function:Function") return false;
  return failedOperation === "update"
    ? !/: UpdateFunctionCode,/.test(error)
    : /: PutFunctionConcurrency,/.test(error);
}
