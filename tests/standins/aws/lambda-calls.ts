import { ApiError } from "../api-error.js";
import type { Account } from "./account.js";

export type Qualified = { functionName: string; qualifier?: string };

/** What names a function, or one of its versions or aliases: `api`, `api:live`. */
export function keyOf(nameOrArn: string, qualifier?: string): string {
  return [nameOrArn.split(":function:").pop(), qualifier].filter(Boolean).join(":");
}

export function invokeArn(account: Account, arn: string, date = "2015-03-31", verb = "invocations"): string {
  return `arn:aws:apigateway:${account.region}:lambda:path/${date}/functions/${arn}/${verb}`;
}

export const isConflict = ({ code }: ApiError) => code === "ResourceConflictException";

/** What is not there to be read or removed is no error. */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof ApiError && /NotFound|NoSuch/.test(cause.code)) return undefined;
    throw error;
  }
}

export const invalid = (message: string) => new ApiError("InvalidParameterValueException", message);
export const missing = (message: string) => new ApiError("ResourceNotFoundException", message);
