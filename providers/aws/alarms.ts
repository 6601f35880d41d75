import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { isWarm } from "../../components/warm-timetable.js";
import type { Scope } from "./scope.js";

const periodSeconds = 300;

/** Alarms over all versions of the function: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function declareAlarms({ spec, prefix, tags, resources, after }: Scope, fn: LambdaFunction): void {
  const { alarms } = spec.own;
  if (alarms === undefined) return;
  const rows = [
    ["errors", "Errors", alarms.errors, "Calls fail."],
    ["throttles", "Throttles", alarms.throttles, "Calls are refused: the concurrency is used up."],
    [
      "spillovers",
      "ProvisionedConcurrencySpilloverInvocations",
      isWarm(spec.warm) ? alarms.spillovers : undefined,
      'Calls start cold: more instances have to be warm ("warm").',
    ],
  ] as const;
  const actions = [...alarms.actionArns];
  for (const [key, metricName, threshold, alarmDescription] of rows) {
    if (threshold === undefined) continue;
    resources[`${key}Alarm`] = new MetricAlarm(
      `${prefix}-${key}`,
      {
        namespace: "AWS/Lambda",
        metricName,
        dimensions: { FunctionName: fn.name },
        statistic: "Sum",
        period: periodSeconds,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold,
        treatMissingData: "notBreaching",
        alarmDescription,
        alarmActions: actions,
        okActions: actions,
        tags,
      },
      after(),
    );
  }
}
