import type { Kind } from "../kind.js";
import type { Account } from "./account.js";
import { asyncKind, concurrencyKind } from "./config-kinds.js";
import { functionKind } from "./function-kind.js";
import { provisionKind } from "./provision-kind.js";
import { triggerKind } from "./trigger-kind.js";
import { aliasKind, versionKind } from "./version-kinds.js";

/** The kinds of Function Compute 3. */
export function fcKinds(account: Account): Record<string, Kind> {
  return {
    "alicloud:fc/v3Function:V3Function": functionKind(account),
    "alicloud:fc/v3FunctionVersion:V3FunctionVersion": versionKind(account),
    "alicloud:fc/v3Alias:V3Alias": aliasKind(account),
    "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig": provisionKind(account),
    "alicloud:fc/v3ConcurrencyConfig:V3ConcurrencyConfig": concurrencyKind(account),
    "alicloud:fc/v3Trigger:V3Trigger": triggerKind(account),
    "alicloud:fc/v3AsyncInvokeConfig:V3AsyncInvokeConfig": asyncKind(account),
  } as Record<string, Kind>;
}
