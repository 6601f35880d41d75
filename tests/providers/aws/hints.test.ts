import assert from "node:assert/strict";
import { hintFor } from "../../../providers/aws/hints.js";

const types = {
  function: "aws:lambda/function:Function",
  provisioned: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  alias: "aws:lambda/alias:Alias",
  url: "aws:lambda/functionUrl:FunctionUrl",
  smoke: "aws:lambda/invocation:Invocation",
  role: "aws:iam/role:Role",
} as const;

/** In the words of AWS's client for Go. */
const said = (verb: string, refusal: string, service = "Lambda", status = 400) =>
  `operation error ${service}: ${verb}, https response error StatusCode: ${status}, RequestID: 7b6c5a4d, ${refusal}`;

const ready =
  "waiting for Lambda Provisioned Concurrency Config (api,3) create: unexpected state 'FAILED', wanted target 'READY'. last error: FUNCTION_ERROR_INIT_FAILURE";
const tooSmall = (wanted: number) =>
  `The account's concurrency in this region is too small for the ${wanted} instances asked for, since AWS keeps 100 for functions without a share of their own. Lower "warm" or "maxConcurrency", or have the quota "Concurrent executions" raised: https://console.aws.amazon.com/servicequotas/home/services/lambda/quotas/L-B99A9384`;
const doNotFit =
  'The ready instances of the version before and of the new one do not fit into "maxConcurrency" at once. Raise it to twice the warm number, or to three times with "aws.rollout".';
const onAlias =
  'The alias "live" has provisioned concurrency of its own, which belongs to versions here. Remove it with `aws lambda delete-provisioned-concurrency-config --qualifier live`, run `pulumi refresh`, and deploy again.';
const notPublished =
  'The version in "aws.rollback" or "aws.rollout.previousVersion" must be one that was published. List them with `aws lambda list-versions-by-function`.';
const smokeFailed =
  'The smoke call of the new version failed, so traffic stays on the one before. Correct the program, or the payload in "aws.smoke".';
const tooFast =
  "AWS refused too many calls at once. Run `pulumi up` again; `--parallel 4` asks for less at a time.";
const put = "PutProvisionedConcurrencyConfig";

const pull =
  'The policy of the image\'s repository has to allow "ecr:BatchGetImage" and "ecr:GetDownloadUrlForLayer" to lambda.amazonaws.com, and that of a repository of another account to this account as well. The deployer needs both, too: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions';
const oneImage =
  'Lambda runs an image for one platform, and no index of several. Name the digest of the one that is for the function\'s processor in "image.uri"; an index that Docker makes of one platform is none with `docker build --provenance=false`.';
const noImage =
  'The image is not in that repository, or that is in another region than the function. Correct "image.uri"; an image that is built here is pushed again when you deploy again.';
const source = "123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:0a1b2c";

describe("hintFor", () => {
  const rows: [type: keyof typeof types, error: string, hint: string | undefined, inputs?: object][] = [
    [
      "provisioned",
      said(
        put,
        "InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      ),
      tooSmall(20),
      { provisionedConcurrentExecutions: 20 },
    ],
    [
      "provisioned",
      said(
        put,
        "InvalidParameterValueException: Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
      ),
      tooSmall(2000),
      { provisionedConcurrentExecutions: 2000 },
    ],
    [
      "function",
      said(
        "CreateFunction",
        "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      ),
      tooSmall(950),
      { reservedConcurrentExecutions: 950 },
    ],
    [
      "provisioned",
      said(
        put,
        "InvalidParameterValueException: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
      ),
      doNotFit,
    ],
    [
      "function",
      said(
        "CreateFunction",
        "InvalidParameterValueException:  ReservedConcurrentExecutions  5 should not be lower than function's total provisioned concurrency [10].",
      ),
      'The ready instances of the version before still count while "maxConcurrency" is lowered. Lower "warm" first, in an `up` of its own, then "maxConcurrency".',
    ],
    [
      "function",
      said(
        "CreateFunction",
        "AccessDeniedException: Lambda does not have permission to access the ECR image. Check the ECR permissions.",
      ),
      pull,
    ],
    [
      "function",
      said(
        "CreateFunction",
        `InvalidParameterValueException: The image manifest, config or layer media type for the source image ${source} is not supported.`,
      ),
      oneImage,
    ],
    [
      "function",
      said(
        "CreateFunction",
        `InvalidParameterValueException: Source image ${source} does not exist. Provide a valid source image.`,
      ),
      noImage,
    ],
    [
      "provisioned",
      ready,
      "The new version did not start, so traffic stays on the one before. The log group says why; correct the program and deploy again.",
    ],
    [
      "function",
      said(
        "CreateFunction",
        "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.",
      ),
      'Lambda may not use the role. Its trust policy has to allow "sts:AssumeRole" to lambda.amazonaws.com; a role that was just made can take a minute, so deploy again.',
    ],
    [
      "function",
      said(
        "CreateFunction",
        "InvalidParameterValueException: The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
      ),
      'The role lacks a permission that an argument needs. Add it to the role in "aws.role", or leave that out and have one created.',
    ],
    [
      "alias",
      said(
        "UpdateAlias",
        "InvalidParameterValueException: The function versions of an alias must have the same execution role and dead-letter queue.",
      ),
      'Both versions of a rollout need the same role and dead-letter target. Deploy this change without "aws.rollout".',
    ],
    [
      "provisioned",
      said(
        put,
        "InvalidParameterValueException: Alias with weights can not be used with Provisioned Concurrency",
      ),
      onAlias,
    ],
    [
      "alias",
      said(
        "UpdateAlias",
        "InvalidParameterValueException: Invalid alias configuration for Provisioned Concurrency",
      ),
      onAlias,
    ],
    [
      "alias",
      said(
        "UpdateAlias",
        "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
        "Lambda",
        409,
      ),
      onAlias,
    ],
    [
      "provisioned",
      said(
        put,
        "ResourceConflictException: Version is pointed by a Provisioned Concurrency alias",
        "Lambda",
        409,
      ),
      onAlias,
    ],
    [
      "alias",
      said(
        "UpdateAlias",
        "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:api:7",
        "Lambda",
        404,
      ),
      notPublished,
    ],
    [
      "alias",
      said(
        "CreateAlias",
        "ResourceConflictException: Alias already exists: arn:aws:lambda:us-east-1:123456789012:function:api-1234567:live",
        "Lambda",
        409,
      ),
      "Either an interrupted deployment made it, and the state does not know, or the function had it before. If nothing calls it, remove it with `aws lambda delete-alias --function-name api-1234567 --name live`, and deploy again; else import it.",
      { functionName: "api-1234567", name: "live" },
    ],
    [
      "url",
      said(
        "CreateFunctionUrlConfig",
        "ResourceConflictException: Failed to create function url config for [functionArn = arn:aws:lambda:us-east-1:123456789012:function:api-1234567:live]. Error message:  FunctionUrlConfig exists for this Lambda function",
        "Lambda",
        409,
      ),
      "Either an interrupted deployment made it, and the state does not know, or the function had it before. If nothing calls it, remove it with `aws lambda delete-function-url-config --function-name api-1234567 --qualifier live`, and deploy again; else import it.",
      { functionName: "api-1234567", qualifier: "live" },
    ],
    [
      "smoke",
      'invoking Lambda Function (api): {"errorMessage":"no table","errorType":"errorString"}',
      smokeFailed,
    ],
    ["role", said("CreateRole", "api error Throttling: Rate exceeded", "IAM"), tooFast],
    ["function", said("CreateFunction", "TooManyRequestsException: Rate exceeded", "Lambda", 429), tooFast],
    [
      "role",
      said(
        "CreateRole",
        "api error AccessDenied: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:CreateRole on resource: shop-prod-api",
        "IAM",
        403,
      ),
      "The deployer lacks a permission. The documentation of AWS has the policy that it needs.",
    ],
    ["alias", said("UpdateAlias", "ServiceException: Service is down.", "Lambda", 500), undefined],
    [
      "alias",
      said(
        "UpdateAlias",
        "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:api",
        "Lambda",
        404,
      ),
      undefined,
    ],
  ];
  for (const [type, error, hint, inputs = {}] of rows) {
    it(`says ${hint === undefined ? "nothing" : "what to do"} about ${error.split(", ").at(-1)}`, () => {
      const refusal = { type: types[type], failedOperation: "create", error, inputs: { ...inputs } };
      assert.equal(hintFor(refusal), hint);
    });
  }

  const denied = "AccessDeniedException: You may not.";
  const repair =
    "Once this is corrected, run `aws lambda publish-version --function-name api-1234567`, then `pulumi up --refresh`: a plain `pulumi up` would take for done what was not.";
  const deployer = "The deployer lacks a permission. The documentation of AWS has the policy that it needs.";
  const lost: [operation: string, verb: string, hint: string][] = [
    ["update", "UpdateFunctionConfiguration", `${deployer} ${repair}`],
    ["update", "PublishVersion", `${deployer} ${repair}`],
    ["update", "UpdateFunctionCode", deployer],
    ["create", "PutFunctionConcurrency", `${deployer} ${repair}`],
    ["create", "CreateFunction", deployer],
  ];
  for (const [failedOperation, verb, hint] of lost) {
    it(`says what is lost, if anything is, when ${verb} fails in a function's ${failedOperation}`, () => {
      const error = said(verb, denied, "Lambda", 403);
      const inputs = { name: "api-1234567" };
      assert.equal(hintFor({ type: types.function, failedOperation, error, inputs }), hint);
    });
  }

  it("says what is lost also where it knows no more", () => {
    const error = said("PublishVersion", "ServiceException: Service is down.", "Lambda", 500);
    const inputs = { name: "api-1234567" };
    assert.equal(hintFor({ type: types.function, failedOperation: "update", error, inputs }), repair);
  });
});
