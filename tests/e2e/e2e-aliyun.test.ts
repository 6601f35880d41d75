import { StandinAliyun } from "../standins/aliyun/standin-aliyun.js";
import { itProvesAnAccount } from "./account-proof.js";

describe("npm run e2e:aliyun", function () {
  this.timeout(1_200_000);

  itProvesAnAccount({
    script: "e2e:aliyun",
    main: "tests/e2e-aliyun/main.ts",
    gatewayVariable: "GOSERVERLESS_E2E_ALIYUN_GATEWAY",
    regionVariables: ["ALICLOUD_REGION"],
    start: () => StandinAliyun.start(),
    localUrl: (aliyun, host) => aliyun.localUrl(`https://${host}`),
    announcement: `This creates a function on Function Compute with a log project and ready instances, all named goserverless-e2e*, in cn-hangzhou,
in the account of your Aliyun credentials, and removes them at the end, also when it fails.
It takes less than 1 h and costs at most $0.02:
  5 warm instances x 0.125 GB x 3600 s x $0.000003 = $0.007
  72000 calls x $1.6e-7 = $0.012`,
    regionRefusal: 'ALICLOUD_REGION must name the region to use, such as "cn-hangzhou".',
    claims: 21,
    failing: { action: "fc:CreateTrigger", says: /The stand-in was told to fail\./ },
    held: "fc:PutProvisionConfig",
    removing: {
      action: "fc:DeleteFunction",
      left: / {2}alicloud:fc\/v3Function:V3Function goserverless-e2e[0-9a-f]{6}-hello\n/,
    },
  });
});
