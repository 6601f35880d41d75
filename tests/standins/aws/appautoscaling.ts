import { ApiError } from "../api-error.js";
import type { Kind } from "../kind.js";
import { recordKind } from "../record-kind.js";
import type { Account } from "./account.js";
import { getProvisioned, putProvisioned } from "./provisioned-concurrency.js";

type Scalable = { resourceId: string; scalableDimension: string; serviceNamespace: string };
type TargetProps = Scalable & { minCapacity: number; maxCapacity: number; tags?: object };
type PolicyProps = Scalable & {
  name: string;
  policyType: string;
  targetTrackingScalingPolicyConfiguration?: {
    targetValue: number;
    predefinedMetricSpecification?: { predefinedMetricType: string };
  };
};
type ActionProps = Scalable & {
  name: string;
  schedule: string;
  timezone: string;
  scalableTargetAction: { minCapacity?: number; maxCapacity?: number };
};

export const targetType = "aws:appautoscaling/target:Target";
const policyType = "aws:appautoscaling/policy:Policy";
export const actionType = "aws:appautoscaling/scheduledAction:ScheduledAction";
const dimension = "lambda:function:ProvisionedConcurrency";
const invalid = (message: string) => new ApiError("ValidationException", message);
const isUnregistered = ({ code }: ApiError) => code === "ObjectNotFoundException";

/** The kinds of the package `appautoscaling`. */
export function appautoscalingKinds(account: Account): Record<string, Kind> {
  const ofTarget = (type: string, id: string) =>
    [...account.table(type)].filter(([, { resourceId }]) => resourceId === id);
  const checkTarget = ({ resourceId, serviceNamespace, scalableDimension }: Scalable) => {
    if (account.table(targetType).has(resourceId)) return;
    const what = `service namespace: ${serviceNamespace}, resource ID: ${resourceId}, scalable dimension: ${scalableDimension}`;
    throw new ApiError("ObjectNotFoundException", `No scalable target registered for ${what}`);
  };
  const target = recordKind<TargetProps>(account, targetType, {
    create: () => ["application-autoscaling:RegisterScalableTarget"],
    read: ["application-autoscaling:DescribeScalableTargets", "application-autoscaling:ListTagsForResource"],
    update: () => ["application-autoscaling:RegisterScalableTarget"],
    remove: [
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:DescribeScalableTargets",
    ],
    id: ({ resourceId }) => resourceId,
    check: (props) => {
      const [kind, name = "", qualifier = "", ...rest] = props.resourceId.split(":");
      const isLambda = props.serviceNamespace === "lambda" && props.scalableDimension === dimension;
      if (!isLambda || kind !== "function" || !/^[\w-]+$/.test(qualifier) || rest.length > 0)
        throw invalid("Unsupported service namespace, resource type or scalable dimension");
      const fn = account.functions.get(name);
      if (!fn?.aliases.has(qualifier) && !fn?.versions.has(qualifier))
        throw invalid(
          `No Lambda function alias or version was found for ${account.arn("lambda", `function:${name}:${qualifier}`)}`,
        );
      if (props.minCapacity > props.maxCapacity)
        throw invalid("Minimum capacity cannot be greater than maximum capacity");
      scale(account, props.resourceId, (now) =>
        Math.min(Math.max(now, props.minCapacity), props.maxCapacity),
      );
    },
    computed: ({ resourceId, tags = {} }) => ({
      arn: account.arn(
        "application-autoscaling",
        `scalable-target/${Buffer.from(resourceId).toString("hex").slice(0, 12)}`,
      ),
      roleArn: `arn:aws:iam::${account.id}:role/aws-service-role/lambda.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency`,
      suspendedState: {
        dynamicScalingInSuspended: false,
        dynamicScalingOutSuspended: false,
        scheduledScalingSuspended: false,
      },
      region: account.region,
      tagsAll: tags,
    }),
    removed: ({ resourceId }) => {
      for (const type of [policyType, actionType])
        for (const [key] of ofTarget(type, resourceId)) account.table(type).delete(key);
    },
  });
  const policy = recordKind<PolicyProps>(account, policyType, {
    create: () => ["application-autoscaling:PutScalingPolicy"],
    read: ["application-autoscaling:DescribeScalingPolicies"],
    update: () => ["application-autoscaling:PutScalingPolicy"],
    remove: [
      "application-autoscaling:DescribeScalingPolicies",
      "application-autoscaling:DeleteScalingPolicy",
    ],
    retry: isUnregistered,
    id: ({ name }) => name,
    key: (id, { resourceId }) => `${resourceId}/${id}`,
    check: (props) => {
      checkTarget(props);
      const { targetValue, predefinedMetricSpecification: metric } =
        props.targetTrackingScalingPolicyConfiguration ?? {};
      if ((props.policyType === "TargetTrackingScaling") !== (targetValue !== undefined))
        throw invalid("Scaling policy configuration must match the policy type");
      const isRatio = metric?.predefinedMetricType === "LambdaProvisionedConcurrencyUtilization";
      if (isRatio && targetValue !== undefined && (targetValue < 0.1 || targetValue > 0.9))
        throw invalid(`Target value ${targetValue} must be between 0.1 and 0.9`);
      const others = ofTarget(policyType, props.resourceId).filter(([, { name }]) => name !== props.name);
      if (others.some(([, other]) => metricOf(other as PolicyProps) === metricOf(props)))
        throw invalid("Only one TargetTrackingScaling policy for a given metric specification is allowed.");
    },
    computed: ({ name, resourceId }) => ({
      arn: account.arn("autoscaling", `scalingPolicy:resource/lambda/${resourceId}:policyName/${name}`),
      alarmArns: ["AlarmHigh", "AlarmLow"].map((each) =>
        account.arn("cloudwatch", `alarm:TargetTracking-${resourceId}-${each}`),
      ),
      region: account.region,
    }),
  });
  const action = recordKind<ActionProps>(account, actionType, {
    create: () => ["application-autoscaling:PutScheduledAction"],
    read: ["application-autoscaling:DescribeScheduledActions"],
    update: () => ["application-autoscaling:PutScheduledAction"],
    remove: ["application-autoscaling:DeleteScheduledAction"],
    retry: isUnregistered,
    id: ({ name, serviceNamespace, resourceId }) => `${name}-${serviceNamespace}-${resourceId}`,
    check: (props) => {
      checkTarget(props);
      if (!isSchedule(props.schedule)) throw invalid(`Invalid schedule expression: ${props.schedule}`);
      if (!isTimeZone(props.timezone)) throw invalid(`Invalid timezone: ${props.timezone}`);
      const { minCapacity: min, maxCapacity: max } = props.scalableTargetAction;
      if (min !== undefined && max !== undefined && min > max)
        throw invalid("Minimum capacity cannot be greater than maximum capacity");
    },
    computed: ({ name, resourceId }) => ({
      arn: account.arn(
        "autoscaling",
        `scheduledAction:resource/lambda/${resourceId}:scheduledActionName/${name}`,
      ),
      region: account.region,
    }),
  });
  return { [targetType]: target, [policyType]: policy, [actionType]: action } as Record<string, Kind>;
}

const metricOf = ({ targetTrackingScalingPolicyConfiguration: tracked }: PolicyProps) =>
  tracked?.predefinedMetricSpecification?.predefinedMetricType;

/** What Application Auto Scaling does to a provisioned number by itself. Without one there is nothing to scale. */
export function scale(account: Account, resourceId: string, toCapacity: (now: number) => number): void {
  const [, name = "", qualifier = ""] = resourceId.split(":");
  const fn = account.functions.get(name);
  if (fn === undefined || !fn.provisioned.has(qualifier)) return;
  const { requested } = getProvisioned(fn, qualifier);
  const capacity = toCapacity(requested);
  if (capacity === requested) return;
  account.event("event:Scaled", `${name}:${qualifier}=${capacity}`);
  putProvisioned(fn, qualifier, capacity);
}

const months = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
const days = "SUN|MON|TUE|WED|THU|FRI|SAT";
/** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
const fields: readonly { min: number; max: number; names?: string; special?: RegExp }[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31, special: /^(\?|L|\d+W|LW)$/ },
  { min: 1, max: 12, names: months },
  { min: 1, max: 7, names: days, special: /^(\?|L|\w+L|\w+#[1-5])$/ },
  { min: 1970, max: 2199 },
];

/** Whether Application Auto Scaling can read a schedule. */
export function isSchedule(schedule: string): boolean {
  const [, form, inside = ""] = /^(at|rate|cron)\((.+)\)$/.exec(schedule) ?? [];
  if (form === "at") return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside);
  if (form === "rate") return /^[1-9]\d* (minute|hour|day)s?$/.test(inside);
  const parts = inside.split(" ");
  if (form !== "cron" || parts.length !== fields.length) return false;
  // One of the two day fields says when, and the other that it has nothing to say.
  if ((parts[2] === "?") === (parts[4] === "?")) return false;
  return parts.every((part, index) => {
    const { min, max, names = "", special } = fields[index] ?? { min: 0, max: 0 };
    if (special?.test(part)) return true;
    return part.split(",").every((item) => {
      const [range = "", step] = item.split("/");
      const bounds = range === "*" ? [] : range.split("-");
      const isBound = (bound: string) =>
        names.split("|").includes(bound) || (/^\d+$/.test(bound) && +bound >= min && +bound <= max);
      return bounds.length <= 2 && bounds.every(isBound) && (step === undefined || /^[1-9]\d*$/.test(step));
    });
  });
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
