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
  const has = (module: string) => dependencies.some((each) => each.startsWith(module));
  const hasHooks = has(goserverless);
  const isGo1 = has(aliyunSdk) && !hasHooks && asked === undefined;
  const program: Program = { runtime: isGo1 ? go1 : (asked ?? AliyunRuntime.Debian12), hasHooks };
  if (!has(lambdaSdk) || isGo1 || hasHooks) return program;
  // It may well be a server that only uses the types of events.
  const warning = `The binary of "${functionName}" holds aws-lambda-go, whose lambda.Start ends at once on Function Compute. Use the goserverless runtime, which runs on every cloud, or serve HTTP on port ${port}.`;
  return { ...program, warning };
}
