import type * as pulumi from "@pulumi/pulumi";
import { errorHook } from "../error-hook.js";
import { hintFor, pauseMs } from "./hints.js";

/** Explains what Aliyun refuses, and waits for what it does not know of itself yet. */
export function explainErrors(): pulumi.ResourceHookBinding | undefined {
  return errorHook("goserverless:aliyun:explain", { hintFor, pauseMs });
}
