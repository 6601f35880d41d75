import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import type * as pulumi from "@pulumi/pulumi";
import { Architecture } from "../../components/names.js";
import type { Spec } from "../../components/spec.js";
import type { Deployable, Deployment, DeployOptions } from "../adapter.js";
import { declareVariables } from "../environment.js";
import { toScope } from "../scope.js";
import { estimated } from "../warm-cost.js";
import { declareAlarms } from "./alarms.js";
import { declareAsync } from "./async.js";
import { describeVersion } from "./describe-version.js";
import { explainErrors } from "./explain-errors.js";
import { limits } from "./limits.js";
import { declareLogGroup } from "./log-group.js";
import type { AwsSpec } from "./own.js";
import { declareProgram, type Program } from "./program.js";
import { declareRole } from "./role.js";
import type { Scope } from "./scope.js";
import { declareTraffic } from "./traffic.js";
import { declareUrl } from "./url.js";
import { warmCost } from "./warm-cost.js";

/** The name of a function has 64 characters and that of a bucket 63, of which Pulumi's suffix takes 8. */
const maxPrefixLength = 55;

const processors = { [Architecture.Amd64]: "x86_64", [Architecture.Arm64]: "arm64" } as const;

/**
 * Declares a function on AWS Lambda: role and log group, the function, ready instances, and one alias that traffic,
 * permissions and calls meet at.
 */
export function deploy(
  name: string,
  spec: Spec<AwsSpec>,
  deployable: pulumi.Output<Deployable>,
  options: DeployOptions,
): Deployment {
  const hooks = explainErrors();
  const scope = toScope(name, spec, options, { maxPrefixLength, hooks: hooks.ofAll });
  const program = declareProgram(scope, deployable);
  const fn = declareFunction(scope, program, hooks.ofFunction);
  const { alias, slots } = declareTraffic(scope, fn);
  const url = declareUrl(scope, fn, alias);
  declareAsync(scope, fn, alias);
  declareAlarms(scope, fn);

  return {
    functionName: fn.name,
    functionId: fn.arn,
    version: alias.functionVersion,
    qualifier: alias.name,
    url: url.functionUrl,
    ...(program.imageUri && { imageUri: program.imageUri }),
    warmCost: fn.region.apply((region) => estimated(() => warmCost(spec, region, slots, options.prices))),
    resources: scope.resources,
  };
}

function declareFunction(scope: Scope, program: Program, hooks?: pulumi.ResourceHookBinding): LambdaFunction {
  const { spec, prefix, tags, resources, after } = scope;
  const { own } = spec;
  const logGroup = declareLogGroup(scope);
  const role = declareRole(scope, logGroup);
  const variables = declareVariables(spec, limits);
  const fn = new LambdaFunction(
    prefix,
    {
      ...program.inputs,
      architectures: [processors[spec.build.architecture]],
      publish: true,
      description: describeVersion(spec),
      role: role.arn,
      memorySize: spec.memoryMb,
      timeout: spec.timeoutSeconds,
      ephemeralStorage: { size: spec.tmpDiskMb },
      environment: variables && { variables },
      kmsKeyArn: own.kmsKeyArn,
      layers: own.layers.length === 0 ? undefined : [...own.layers],
      reservedConcurrentExecutions: spec.maxConcurrency,
      loggingConfig: {
        logGroup: logGroup.name,
        logFormat: own.logs.format === "json" ? "JSON" : "Text",
        applicationLogLevel: own.logs.applicationLevel,
        systemLogLevel: own.logs.systemLevel,
      },
      // Left out, it would stay as it was.
      tracingConfig: { mode: own.tracing ? "Active" : "PassThrough" },
      vpcConfig: own.vpc && {
        subnetIds: own.vpc.subnetIds,
        securityGroupIds: own.vpc.securityGroupIds,
        ipv6AllowedForDualStack: own.vpc.ipv6,
      },
      deadLetterConfig: own.deadLetterArn === undefined ? undefined : { targetArn: own.deadLetterArn },
      tags,
    },
    { ...after(logGroup, ...role.policies, ...program.after), hooks },
  );
  resources["function"] = fn;
  return fn;
}
