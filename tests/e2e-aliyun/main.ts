import { proveOnAccount } from "../e2e-account/prove-on-account.js";
import { coldTest, deployed } from "./calls.js";
import { claimsOn } from "./claims.js";
import { estimate } from "./estimate.js";

proveOnAccount({
  script: "e2e:aliyun",
  regionVariables: ["ALICLOUD_REGION"],
  regionExample: "cn-hangzhou",
  gatewayVariable: "GOSERVERLESS_E2E_ALIYUN_GATEWAY",
  makes: "a function on Function Compute with a log project and ready instances",
  owner: "Aliyun",
  estimate,
  deployed,
  isCold: coldTest(),
  claimsOn,
}).then((status) => {
  process.exitCode = status;
});
