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

export const invalid = (message: string) => new ApiError("InvalidParameterValueException", message);
export const missing = (message: string) => new ApiError("ResourceNotFoundException", message);
