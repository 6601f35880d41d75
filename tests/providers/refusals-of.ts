import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { toSpec } from "../../components/spec.js";
import type { CloudTraits } from "../../providers/adapter.js";

/** The sentences that arguments are refused with, by nothing but the error for arguments. */
export function refusalsOf(args: object, cloud: CloudTraits): string[] {
  try {
    toSpec("api", args as GoServerlessFunctionArgs, cloud);
    return [];
  } catch (error) {
    assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
    return error.errors.map(({ reason }) => reason);
  }
}
