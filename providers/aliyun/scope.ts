import type { Scope as CloudScope } from "../scope.js";
import type { AliyunSpec } from "./own.js";

/** What the resources of one function on Aliyun have in common; Pulumi adds nothing to their names. */
export type Scope = CloudScope<AliyunSpec>;
