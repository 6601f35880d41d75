import type { BinaryInfo } from "../../build/index.js";

/** What a binary is built on, and so what Function Compute has to do with it. */
export interface Program {
  /** Aliyun's own SDK, which asks for calls instead of listening. */
  readonly isGo1: boolean;
  /** It answers `/initialize` and `/pre-stop`. */
  readonly hasHooks: boolean;
  /** What is odd about it; undefined when nothing is. */
  readonly warning?: string;
}

const goserverless = "github.com/goserverless/goserverless/runtime@";
const aliyunSdk = "github.com/aliyun/fc-runtime-go-sdk@";
const lambdaSdk = "github.com/aws/aws-lambda-go@";

/** Tells what a binary is from the modules linked into it. */
export function readProgram(functionName: string, { dependencies }: BinaryInfo): Program {
  const has = (module: string) => dependencies.some((each) => each.startsWith(module));
  const program = { isGo1: has(aliyunSdk), hasHooks: has(goserverless) };
  if (!has(lambdaSdk) || program.isGo1 || program.hasHooks) return program;
  // It may well be a server that only uses the types of events.
  const warning = `The binary of "${functionName}" holds aws-lambda-go, whose lambda.Start ends at once on Function Compute. Use the goserverless runtime, which runs on every cloud, or serve HTTP on port 9000.`;
  return { ...program, warning };
}
