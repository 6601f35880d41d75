import type { Scope as CloudScope } from "../scope.js";
import type { AwsSpec } from "./own.js";

/** What the resources of one function on AWS have in common; Pulumi adds seven random characters to each name. */
export type Scope = CloudScope<AwsSpec>;
