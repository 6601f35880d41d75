import type { Artifact } from "../../../build/index.js";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import type { ForeignImage } from "../../../providers/adapter.js";
import { aws } from "../../../providers/aws/index.js";
import type { Answers } from "../../fakes/pulumi.js";
import { builtFor, changesBetween, type Declared, declareOn, type Inputs } from "../declarer.js";

/** What was built, without building it. */
export const artifact = builtFor("arm64", []);

/** What only AWS knows, for the newest version 42. */
export const answers: Answers = ({ type, name }) => computed[type]?.(name) ?? {};

const computed: Readonly<Record<string, (name: string) => Record<string, unknown>>> = {
  "aws:lambda/function:Function": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}-1234567`,
    version: "42",
    region: "us-east-1",
  }),
  "aws:lambda/functionUrl:FunctionUrl": () => ({ functionUrl: "https://abc.lambda-url.us-east-1.on.aws/" }),
  "aws:iam/role:Role": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:iam::123456789012:role/${name}-1234567`,
  }),
  "aws:cloudwatch/logGroup:LogGroup": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:logs:us-east-1:123456789012:log-group:${name}-1234567`,
  }),
  "aws:ecr/repository:Repository": (name) => ({
    name: `${name}-1234567`,
    arn: `arn:aws:ecr:us-east-1:123456789012:repository/${name}-1234567`,
    registryId: "123456789012",
    repositoryUrl: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${name}-1234567`,
  }),
  "aws:s3/bucket:Bucket": (name) => ({ bucket: `${name}-1234567` }),
};

interface Circumstances {
  readonly built?: Partial<Artifact>;
  /** In the place of what was built. */
  readonly foreign?: ForeignImage;
  readonly preview?: boolean;
  /** The time of the deployment. */
  readonly at?: string;
}

/** Declares the function `api` of the stack `prod`, whose code is built already. */
export function declare(
  args: Partial<GoServerlessFunctionArgs> = {},
  { built = {}, foreign, preview, at }: Circumstances = {},
): Promise<Declared> {
  const deployable = foreign ?? { ...artifact, ...built };
  return declareOn({ adapter: aws, artifact: deployable, answers, preview, at }, args);
}

/** What arguments change about the function that sets nothing. */
export async function declareChanges(
  args: Partial<GoServerlessFunctionArgs>,
  circumstances?: Circumstances,
): Promise<Record<string, Inputs>> {
  return changesBetween(await declare(), await declare(args, circumstances));
}
