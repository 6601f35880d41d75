import type { Checker } from "../../components/checker.js";
import { isLater } from "../../components/rule.js";
import type { AwsArgs } from "./args.js";

type Row = [property: string, value: unknown, shape: keyof typeof shapes];

const partition = "aws[a-z-]*";
const region = "[a-z0-9-]+";
const account = String.raw`\d{12}`;
const shapes = {
  role: [`iam::${account}:role/`, "role", "arn:aws:iam::123456789012:role/shop"],
  policy: [`iam::(${account}|aws):policy/`, "policy", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
  key: [`kms:${region}:${account}:key/`, "KMS key", "arn:aws:kms:eu-west-1:123456789012:key/1234abcd"],
  layer: [
    String.raw`lambda:${region}:${account}:layer:[\w-]+:\d+$`,
    "layer version",
    "arn:aws:lambda:eu-west-1:123456789012:layer:certificates:3",
  ],
  deadLetter: [
    `(sqs|sns):${region}:${account}:`,
    "queue or topic",
    "arn:aws:sqs:eu-west-1:123456789012:failed",
  ],
  destination: [
    `(sqs|sns|lambda|events):${region}:${account}:`,
    "queue, topic, function or event bus",
    "arn:aws:sqs:eu-west-1:123456789012:failed",
  ],
  any: [".+", "topic or other alarm action", "arn:aws:sns:eu-west-1:123456789012:on-call"],
} as const;

/** Refuses texts that are no ARN of what they should name. What is known only later, AWS checks. */
export function checkArns(aws: AwsArgs, check: Checker): void {
  const rows: readonly Row[] = [
    ["role", aws.role, "role"],
    ...each("policies", aws.policies, "policy"),
    ["permissionsBoundary", aws.permissionsBoundary, "policy"],
    ["kmsKeyArn", aws.kmsKeyArn, "key"],
    ...each("layers", aws.layers, "layer"),
    ["logs.kmsKeyArn", aws.logs?.kmsKeyArn, "key"],
    ["deadLetterArn", aws.deadLetterArn, "deadLetter"],
    ["async.onSuccessArn", aws.async?.onSuccessArn, "destination"],
    ["async.onFailureArn", aws.async?.onFailureArn, "destination"],
    ...each("alarms.actionArns", aws.alarms?.actionArns, "any"),
  ];
  for (const [property, value, shape] of rows) checkArn(`aws.${property}`, value, shape, check);
}

function checkArn(property: string, value: unknown, shape: keyof typeof shapes, check: Checker): void {
  if (value === undefined || isLater(value)) return;
  const [pattern, what, example] = shapes[shape];
  if (typeof value === "string" && new RegExp(`^arn:${partition}:${pattern}`).test(value)) return;
  check.refuse(property, `be the ARN of a ${what}, such as "${example}"`, value);
}

function each(property: string, values: unknown, shape: Row[2]): Row[] {
  return Array.isArray(values) ? values.map((value, index) => [`${property}[${index}]`, value, shape]) : [];
}
