import { proveOnAccount } from "../e2e-account/prove-on-account.js";
import { deployed, isCold } from "./calls.js";
import { claimsOn } from "./claims.js";
import { estimate } from "./estimate.js";

proveOnAccount({
  script: "e2e:aws",
  regionVariables: ["AWS_REGION", "AWS_DEFAULT_REGION"],
  regionExample: "eu-west-1",
  gatewayVariable: "GOSERVERLESS_E2E_AWS_GATEWAY",
  makes: "a Lambda function with a role, a log group and warm instances",
  owner: "AWS",
  estimate,
  deployed,
  isCold,
  claimsOn,
}).then((status) => {
  process.exitCode = status;
});
