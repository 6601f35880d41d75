import type { Alias } from "@pulumi/aws/lambda/alias.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig.js";
import type { Scope } from "./scope.js";

/** What happens to asynchronous calls of the alias. */
export function declareAsync(
  { spec, prefix, resources, after }: Scope,
  fn: LambdaFunction,
  alias: Alias,
): void {
  if (spec.own.async === undefined) return;
  const { maxRetries, maxAgeSeconds, onSuccessArn, onFailureArn } = spec.own.async;
  const isTold = onSuccessArn !== undefined || onFailureArn !== undefined;
  resources["async"] = new FunctionEventInvokeConfig(
    prefix,
    {
      functionName: fn.name,
      qualifier: alias.name,
      maximumRetryAttempts: maxRetries,
      maximumEventAgeInSeconds: maxAgeSeconds,
      destinationConfig: isTold
        ? {
            onSuccess: onSuccessArn === undefined ? undefined : { destination: onSuccessArn },
            onFailure: onFailureArn === undefined ? undefined : { destination: onFailureArn },
          }
        : undefined,
    },
    after(),
  );
}
