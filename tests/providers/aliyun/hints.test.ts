import assert from "node:assert/strict";
import { hintFor, pauseMs } from "../../../providers/aliyun/hints.js";

const types = {
  function: "alicloud:fc/v3Function:V3Function",
  version: "alicloud:fc/v3FunctionVersion:V3FunctionVersion",
  alias: "alicloud:fc/v3Alias:V3Alias",
  warm: "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig",
  concurrency: "alicloud:fc/v3ConcurrencyConfig:V3ConcurrencyConfig",
  trigger: "alicloud:fc/v3Trigger:V3Trigger",
  role: "alicloud:ram/role:Role",
  policy: "alicloud:ram/policy:Policy",
  attachment: "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
  project: "alicloud:log/project:Project",
  store: "alicloud:log/store:Store",
  index: "alicloud:log/storeIndex:StoreIndex",
} as const;
type Kind = keyof typeof types;

/** In the words of the provider and of Aliyun's client for Go. */
const said = (
  code: string,
  message: string,
  status = 400,
) => `[ERROR] terraform-provider-alicloud/alicloud/resource.go: Resource my-project-role:shop Create Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:
SDKError:
   StatusCode: ${status}
   Code: ${code}
   Message: code: ${status}, ${message} request id: 7b6c5a4d
   Data: {"Code":"${code}"}
`;
const refusalOf = (kind: Kind, error: string, inputs: object = {}) => ({
  type: types[kind],
  failedOperation: "create",
  error,
  inputs: { ...inputs },
});

const going = said("ProvisionConfigExist", "function 'api' has provisioned instances", 409);
const noProject = said("InvalidArgument", "project 'shop-logs' does not exist");
const noStore = said("InvalidArgument", "logstore 'functions' does not exist");
const noRole = said("InvalidArgument", "role 'acs:ram::1234567890123456:role/my-project-api' does not exist");
const noPolicy = said("EntityNotExist.Policy", "The policy does not exist: AliyunOSReadOnlyAccess", 404);
const noObject = said(
  "InvalidArgument",
  "the object 'my-project/c0de.zip' of the bucket 'shop' does not exist",
);

const inTheWay =
  "Either an interrupted deployment made it, and the state does not know, or the function had it before. Remove it in the console, and deploy again.";
const unseenLog =
  'Function Compute does not see the log project or store. Those in "aliyun.logs" have to be in the region of the function; new ones can take minutes, so deploy again.';
const fullAccount =
  'The account\'s instances in this region are used up, or "maxConcurrency" is less than the ready instances of now. Lower "warm" first, in an `up` of its own, or have the quota raised: there may be 100 at first.';
const logInTheWay =
  "A log project, store or index of that name is there already. An interrupted deployment may have made it: remove it in the console, or import it.";
const fullRegion =
  'The region has no room for another log project: there may be 50 at first. Name one that exists ("aliyun.logs"), or have the quota raised.';
const nameInTheWay =
  "A role or policy of that name is there already, and names are the account's own, in all regions. Remove it, or import it.";
const kept =
  "The function still has triggers or versions that are not this stack's, or that were kept for a rollback. Remove them in the console, and run it again.";
const denied = "The deployer lacks a permission. The documentation of Aliyun has the policy that it needs.";
const tooFast =
  "Aliyun refused too many calls at once. Run `pulumi up` again; `--parallel 4` asks for less at a time.";

describe("hintFor of aliyun", () => {
  const rows: [kind: Kind, error: string, hint: string | undefined, inputs?: object][] = [
    [
      "function",
      going,
      "The ready instances are still going. Run it again in a minute; `pulumi destroy --run-program` waits by itself.",
    ],
    [
      "warm",
      said("ResidentScalingConfigExists", "the function has a scaling config", 409),
      'The function has a scaling configuration that was made by hand, which excludes "warm". Delete it in the console, and deploy again.',
    ],
    [
      "function",
      said("FunctionAlreadyExists", "function 'shop-prod-api' already exists", 409),
      "Either an interrupted deployment made it, and the state does not know, or it was there before. Run `pulumi refresh`; if that does not find it, remove it with `aliyun fc DELETE /2023-03-30/functions/shop-prod-api`, or import it.",
      { functionName: "shop-prod-api" },
    ],
    ["alias", said("AliasAlreadyExists", "alias 'live' already exists", 409), inTheWay],
    ["trigger", said("TriggerAlreadyExists", "trigger 'http' already exists", 409), inTheWay],
    [
      "attachment",
      said("EntityAlreadyExists.Role.Policy", "The role has already been attached this policy.", 409),
      inTheWay,
    ],
    [
      "alias",
      said("VersionNotFound", "version '7' of function 'api' does not exist", 404),
      'The version in "aliyun.rollback" or "aliyun.rollout.previousVersion" must be one that was published. The console lists them.',
    ],
    ["role", said("EntityAlreadyExists.Role", "The role already exists: shop", 409), nameInTheWay],
    ["policy", said("EntityAlreadyExists.Policy", "The policy already exists: shop", 409), nameInTheWay],
    ["project", said("ProjectAlreadyExist", "project shop already exists"), logInTheWay],
    ["store", said("LogStoreAlreadyExist", "logstore function already exists"), logInTheWay],
    ["index", said("IndexAlreadyExist", "log store index is already created"), logInTheWay],
    ["project", said("ProjectQuotaExceed", "Project Quota Exceed."), fullRegion],
    ["store", said("LogStoreQuotaExceed", "logstore quota exceeded"), fullRegion],
    [
      "concurrency",
      said("InvalidArgument", "reservedConcurrency 3 is less than the 5 that 5 instances have"),
      fullAccount,
    ],
    ["function", said("TriggerExist", "function 'api' has triggers", 409), kept],
    ["function", said("VersionExist", "function 'api' has versions", 409), kept],
    ["function", noProject, unseenLog],
    ["function", noStore, unseenLog],
    ["function", said("ProjectNotExist", "The Project does not exist : shop-logs", 404), unseenLog],
    [
      "function",
      noRole,
      'Function Compute does not see the role. The one in "aliyun.role" has to be of the same account; a new one can take a minute, so deploy again.',
    ],
    [
      "function",
      said(
        "AccessDenied",
        "FC has no permission to assume the role 'acs:ram::1234567890123456:role/shop'",
        403,
      ),
      'Function Compute may not use the role. Its trust policy has to allow "sts:AssumeRole" to the service fc.aliyuncs.com.',
    ],
    [
      "attachment",
      noPolicy,
      'The account has no policy of that name and type. Those that Aliyun made are of the type "System", which is the default; others are "Custom" ("aliyun.policies").',
    ],
    [
      "function",
      said("AccessDenied", "the caller is not authorized to perform 'fc:CreateFunction'", 403),
      denied,
    ],
    ["role", said("NoPermission", "You are not authorized to do this action.", 403), denied],
    ["function", said("Throttling.User", "Request was denied due to user flow control.", 429), tooFast],
    ["alias", said("InternalServerError", "An internal error has occurred.", 500), undefined],
    ["function", noObject, undefined],
    ["store", noProject, undefined],
  ];
  for (const [kind, error, hint, inputs] of rows) {
    const [, message] = /Message: code: \d+, (.+) request id/.exec(error) ?? [];
    it(`says ${hint === undefined ? "nothing" : "what to do"} about a ${kind} and "${message}"`, () => {
      assert.equal(hintFor(refusalOf(kind, error, inputs)), hint);
    });
  }
});

describe("pauseMs of aliyun", () => {
  const heals: [title: string, kind: Kind, error: string][] = [
    ["trap 12: a log project that is not seen yet", "function", noProject],
    ["trap 12: a log store that is not seen yet", "function", noStore],
    [
      "trap 12: a project of a store that is not seen yet",
      "store",
      said("ProjectNotExist", "The Project does not exist : shop", 404),
    ],
    ["a role that is not seen yet", "function", noRole],
    [
      "a role of a policy that is not seen yet",
      "attachment",
      said("EntityNotExist.Role", "The role does not exist: shop", 404),
    ],
    ["instances that are still going", "function", going],
  ];
  for (const [title, kind, error] of heals) {
    it(`waits for ${title}`, () => assert.equal(pauseMs(refusalOf(kind, error), 1), 2_000));
  }

  const stays: [title: string, kind: Kind, error: string][] = [
    ["a policy that does not exist", "attachment", noPolicy],
    ["an object that does not exist, whatever its name is", "function", noObject],
    [
      "a version that does not exist",
      "alias",
      said("VersionNotFound", "version '7' of function 'api' does not exist", 404),
    ],
    [
      "a function that is there already",
      "function",
      said("FunctionAlreadyExists", "function 'api' already exists", 409),
    ],
    ["a permission that lacks", "function", said("AccessDenied", "not authorized", 403)],
  ];
  for (const [title, kind, error] of stays) {
    it(`does not wait for ${title}`, () => assert.equal(pauseMs(refusalOf(kind, error), 1), undefined));
  }

  it("waits longer each time, and for three minutes in all", () => {
    const pauses = Array.from({ length: 16 }, (_, index) =>
      pauseMs(refusalOf("function", noProject), index + 1),
    );
    assert.deepEqual(pauses, [2_000, 4_000, 8_000, ...Array(11).fill(15_000), undefined, undefined]);
    assert.equal(
      pauses.reduce((sum: number, each) => sum + (each ?? 0), 0),
      179_000,
    );
  });
});
