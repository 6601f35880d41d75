import { V3Alias } from "@pulumi/alicloud/fc/v3alias.js";
import type { V3Function } from "@pulumi/alicloud/fc/v3function.js";
import { V3FunctionVersion } from "@pulumi/alicloud/fc/v3functionVersion.js";
import * as pulumi from "@pulumi/pulumi";
import { checkOlder, toShares } from "../rollout.js";
import type { Scope } from "./scope.js";

export const latest = "LATEST";

/** Where calls go: `LATEST`, or an alias, and then the version that it is of. */
export interface Traffic {
  readonly qualifier: string;
  readonly version: pulumi.Output<string>;
  /** The alias, when there is one. */
  readonly alias: readonly pulumi.Resource[];
}

/** Publishes a version and points the alias to it, when there is to be one. */
export function declareTraffic(
  { spec, prefix, resources, after }: Scope,
  fn: V3Function,
  content: pulumi.Output<string>,
): Traffic {
  const { own } = spec;
  if (own.alias === undefined) return { qualifier: latest, version: pulumi.output(latest), alias: [] };
  const published = new V3FunctionVersion(
    prefix,
    { functionName: fn.functionName, description: content },
    // A rollout and a rollback need the versions before. They go with the function.
    { ...after(fn), retainOnDelete: true },
  );
  const newest = published.versionId;
  const { main, share } = toShares(own, newest);
  const { previousVersion } = own.rollout ?? {};
  const beside = newest.apply((version) =>
    previousVersion === undefined ? version : checkOlder("aliyun", previousVersion, version),
  );
  const alias = new V3Alias(
    prefix,
    {
      functionName: fn.functionName,
      aliasName: own.alias,
      versionId: main,
      additionalVersionWeight:
        share === undefined ? undefined : beside.apply((version) => ({ [version]: share })),
    },
    after(published),
  );
  Object.assign(resources, { version: published, alias });
  const version = alias.versionId.apply((id) => id ?? latest);
  return { qualifier: own.alias, version, alias: [alias] };
}
