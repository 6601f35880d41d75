import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { Scope } from "./scope.js";

/** The log group comes before the function: Lambda would make one that nobody manages, and that never ends. */
export function declareLogGroup({ spec, prefix, tags, resources, after }: Scope): LogGroup {
  const logGroup = new LogGroup(
    `/aws/lambda/${prefix}`,
    { retentionInDays: spec.logs.retentionDays, kmsKeyId: spec.own.logs.kmsKeyArn, tags },
    after(),
  );
  resources["logGroup"] = logGroup;
  return logGroup;
}
