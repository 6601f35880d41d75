import type { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import { V3Trigger } from "@pulumi/alicloud/fc/v3trigger.js";
import type * as pulumi from "@pulumi/pulumi";
import { HttpAuth } from "../../components/names.js";
import { toCorsRules } from "../cors-rules.js";
import type { Scope } from "./scope.js";

/** All that a trigger can pass on: a handler answers the rest. */
const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];

/**
 * The HTTP trigger of a qualifier that never changes: its URL outlives every version.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/http-triggers-overview
 */
export function declareUrl(
  { spec, prefix, resources, after }: Scope,
  fn: V3Function,
  qualifier: string,
  ready: readonly pulumi.Resource[],
): pulumi.Output<string> {
  const trigger = new V3Trigger(
    prefix,
    {
      functionName: fn.functionName,
      triggerName: "http",
      triggerType: "http",
      qualifier,
      triggerConfig: JSON.stringify({
        authType: spec.http.auth === HttpAuth.None ? "anonymous" : "function",
        methods,
        // Left out, the service adds it, and every `up` would take it away again.
        disableURLInternet: false,
        // A rule that is undefined is not written down.
        corsConfig: toCorsRules(spec.http),
      }),
    },
    { ...after(...ready), deleteBeforeReplace: true },
  );
  resources["trigger"] = trigger;
  return trigger.httpTrigger.apply((http) => `${(http?.urlInternet ?? "").replace(/\/+$/, "")}/`);
}
