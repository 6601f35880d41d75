import { ApiError } from "../api-error.js";
import type { Kind } from "../kind.js";
import { recordKind, when } from "../record-kind.js";
import type { Account } from "./account.js";

type LogGroupProps = {
  name: string;
  retentionInDays: number;
  skipDestroy?: boolean;
  deletionProtectionEnabled?: boolean;
  tags?: object;
};
type AlarmProps = {
  name: string;
  metricName?: string;
  statistic?: string;
  extendedStatistic?: string;
  tags?: object;
};

/** The kinds of the package `cloudwatch`. */
export function cloudwatchKinds(account: Account): Record<string, Kind> {
  const logGroup = recordKind<LogGroupProps>(account, "aws:cloudwatch/logGroup:LogGroup", {
    create: ({ retentionInDays }) => [
      "logs:CreateLogGroup",
      ...(retentionInDays > 0 ? ["logs:PutRetentionPolicy"] : []),
    ],
    read: ["logs:DescribeLogGroups", "logs:ListTagsForResource"],
    update: (changed, { retentionInDays }) =>
      when(changed, {
        [retentionInDays > 0 ? "logs:PutRetentionPolicy" : "logs:DeleteRetentionPolicy"]: ["retentionInDays"],
        "logs:AssociateKmsKey": ["kmsKeyId"],
        "logs:TagResource": ["tags"],
      }),
    remove: ["logs:DeleteLogGroup"],
    id: ({ name }) => name,
    taken: () => new ApiError("ResourceAlreadyExistsException", "The specified log group already exists"),
    computed: ({ name, tags = {} }) => ({
      arn: account.arn("logs", `log-group:${name}`),
      logGroupClass: "STANDARD",
      namePrefix: "",
      region: account.region,
      tagsAll: tags,
    }),
    checkRemove: ({ deletionProtectionEnabled }) => {
      if (deletionProtectionEnabled)
        throw new ApiError("ValidationException", "The log group is protected from deletion.");
    },
    keep: ({ skipDestroy }) => skipDestroy === true,
  });
  const metricAlarm = recordKind<AlarmProps>(account, "aws:cloudwatch/metricAlarm:MetricAlarm", {
    plan({ news: { metricName, statistic, extendedStatistic } }) {
      if (metricName !== undefined && statistic === undefined && extendedStatistic === undefined)
        throw new Error(
          "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm",
        );
      return {};
    },
    create: () => ["cloudwatch:PutMetricAlarm"],
    read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
    update: () => ["cloudwatch:PutMetricAlarm"],
    remove: ["cloudwatch:DeleteAlarms"],
    id: ({ name }) => name,
    computed: ({ name, tags = {} }) => ({
      arn: account.arn("cloudwatch", `alarm:${name}`),
      evaluateLowSampleCountPercentiles: "",
      region: account.region,
      tagsAll: tags,
    }),
  });
  return {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  } as Record<string, Kind>;
}
