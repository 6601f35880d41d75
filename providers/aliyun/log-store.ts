import { getAccountOutput } from "@pulumi/alicloud/getAccount.js";
import { Project } from "@pulumi/alicloud/log/project.js";
import { Store } from "@pulumi/alicloud/log/store.js";
import { StoreIndex } from "@pulumi/alicloud/log/storeIndex.js";
import type * as pulumi from "@pulumi/pulumi";
import { withDigest } from "./dashed-name.js";
import type { Scope } from "./scope.js";

/** A store of a log project, and what has to be there before lines can be kept in it. */
export interface LogStore {
  readonly project: pulumi.Input<string>;
  readonly logstore: pulumi.Input<string>;
  readonly resources: readonly pulumi.Resource[];
}

const maxProjectLength = 63;
const storeName = "function";
/** Where a line is cut into words. */
const separators = ", '\";=()[]{}?@&<>/:\n\t\r";

/**
 * The store that the function's lines go to. Names of projects are unique in all of Aliyun: they end with a digest of the
 * account. https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-createproject
 */
export function declareLogStore({ spec, prefix, tags, resources, after }: Scope): LogStore {
  const { logs } = spec.own;
  if (logs !== undefined) return { project: logs.project, logstore: logs.store, resources: [] };

  const { parent } = after();
  const projectName = getAccountOutput({ parent }).id.apply((account) => projectNameOf(prefix, account));
  const description = `The log of the function ${prefix}`;
  const project = new Project(
    prefix,
    { projectName, description, tags },
    { ...after(), deleteBeforeReplace: true },
  );
  const store = new Store(
    prefix,
    {
      projectName: project.projectName,
      logstoreName: storeName,
      retentionPeriod: spec.logs.retentionDays,
      shardCount: 2,
      autoSplit: true,
      maxSplitShardCount: 64,
    },
    { ...after(), deleteBeforeReplace: true },
  );
  const index = new StoreIndex(
    prefix,
    {
      project: store.projectName,
      logstore: store.logstoreName,
      fullText: { token: separators, caseSensitive: false, includeChinese: true },
      // What the service would choose by itself, and report.
      maxTextLen: 2048,
    },
    { ...after(), deleteBeforeReplace: true },
  );
  Object.assign(resources, { logProject: project, logStore: store, logIndex: index });
  return { project: store.projectName, logstore: store.logstoreName, resources: [store, index] };
}

/** Lower case, digits and `-` only. */
export function projectNameOf(prefix: string, account: string): string {
  return withDigest(prefix.toLowerCase(), maxProjectLength, `${account} ${prefix}`);
}
