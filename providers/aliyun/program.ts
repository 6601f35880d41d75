import type { BinaryInfo } from "../../build/index.js";
import { AliyunRuntime } from "./args.js";
import type { AliyunSpec } from "./own.js";

/** What a binary is built on, and so what Function Compute has to do with it. */
export interface Program {
  /** Where it runs. Aliyun's own SDK asks for calls instead of listening, which `go1` alone is made for. */
  readonly runtime: AliyunRuntime | typeof go1;
  /** It answers `/initialize` and `/pre-stop`. */
  readonly hasHooks: boolean;
  /** What is odd about it; undefined when nothing is. */
  readonly warning?: string;
}

export const go1 = "go1";

const goserverless = "github.com/goserverless/goserverless/runtime@";
const aliyunSdk = "github.com/aliyun/fc-runtime-go-sdk@";
const lambdaSdk = "github.com/aws/aws-lambda-go@";

/**
 * Tells what a binary is from the modules linked into it. A program on the goserverless runtime, or one that is said to
 * run elsewhere, uses only the types of an SDK.
 */
export function readProgram(
  functionName: string,
  { dependencies }: Pick<BinaryInfo, "dependencies">,
  { runtime: asked, port }: Pick<AliyunSpec, "runtime" | "port">,
): Program {
  const has = holds(dependencies);
  const hasHooks = has(goserverless);
  const isGo1 = has(aliyunSdk) && !hasHooks && asked === undefined;
  const program: Program = { runtime: isGo1 ? go1 : (asked ?? AliyunRuntime.Debian12), hasHooks };
  if (!has(lambdaSdk) || isGo1 || hasHooks) return program;
  return { ...program, warning: warningOf(functionName, endsAtOnce, port) };
}

/** Tells the same of a binary in an image, which has to be a server. */
export function readImageProgram(
  functionName: string,
  { dependencies }: Pick<BinaryInfo, "dependencies">,
  { port }: Pick<AliyunSpec, "port">,
): Omit<Program, "runtime"> {
  const has = holds(dependencies);
  const hasHooks = has(goserverless);
  const what = has(aliyunSdk) ? listensNowhere : endsAtOnce;
  if (hasHooks || !(has(aliyunSdk) || has(lambdaSdk))) return { hasHooks };
  return { hasHooks, warning: warningOf(functionName, what, port) };
}

const endsAtOnce = "aws-lambda-go, whose lambda.Start ends at once on Function Compute";
const listensNowhere = "fc-runtime-go-sdk, whose fc.Start listens nowhere, as an image has to";

const holds = (dependencies: readonly string[]) => (module: string) =>
  dependencies.some((each) => each.startsWith(module));

/** It may well be a server that only uses the types of events. */
function warningOf(functionName: string, what: string, port: number): string {
  return `The binary of "${functionName}" holds ${what}. Use the goserverless runtime, which runs on every cloud, or serve HTTP on port ${port}.`;
}
