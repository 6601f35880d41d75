import type { BinaryInfo } from "../../build/index.js";
import { LocalContract } from "./args.js";

/** Modules whose presence in a binary means that it polls the Lambda Runtime API. */
const lambdaModules = ["github.com/aws/aws-lambda-go@", "github.com/goserverless/goserverless/runtime@"];

/** Tells what a binary speaks from the modules linked into it, unless it is named. */
export function contractOf(binary: BinaryInfo, named?: LocalContract): LocalContract {
  if (named !== undefined) return named;
  const lambda = binary.dependencies.some((module) =>
    lambdaModules.some((start) => module.startsWith(start)),
  );
  return lambda ? LocalContract.Lambda : LocalContract.Fc;
}
