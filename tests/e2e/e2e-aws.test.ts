import { StandinAws } from "../standins/aws/standin-aws.js";
import { itProvesAnAccount } from "./account-proof.js";

describe("npm run e2e:aws", function () {
  this.timeout(600_000);

  itProvesAnAccount({
    script: "e2e:aws",
    main: "tests/e2e-aws/main.ts",
    gatewayVariable: "GOSERVERLESS_E2E_AWS_GATEWAY",
    regionVariables: ["AWS_REGION", "AWS_DEFAULT_REGION"],
    start: () => StandinAws.start(),
    localUrl: (aws, host) => aws.localUrl(`https://${host}/`),
    announcement: `This creates a Lambda function with a role, a log group and warm instances, all named goserverless-e2e*, in us-east-1,
in the account of your AWS credentials, and removes them at the end, also when it fails.
It takes less than 1 h and costs at most $0.04:
  7 warm instances x 0.125 GB x 3600 s x $0.0000033334 = $0.011
  72000 calls x $4e-7 = $0.029`,
    regionRefusal: 'AWS_REGION must name the region to use, such as "eu-west-1".',
    claims: 13,
    failing: {
      action: "lambda:CreateAlias",
      says: /AccessDeniedException: The stand-in was told to fail\./,
    },
    held: "lambda:PutProvisionedConcurrencyConfig",
    removing: {
      action: "lambda:DeleteFunction",
      left: / {2}aws:lambda\/function:Function goserverless-e2e[0-9a-f]{6}-hello-[0-9a-f]{7}\n/,
    },
  });
});
