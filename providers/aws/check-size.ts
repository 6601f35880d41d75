import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import { withoutStack } from "../../components/without-stack.js";
import { unpackedBytes } from "./limits.js";

const words = { zip: "a zip", image: "an image" } as const;

/** Refuses what S3 or ECR would take and Lambda would not. */
export function checkSize(functionName: string, artifact: Artifact): Artifact {
  const { binary, kind } = artifact;
  const most = unpackedBytes[kind];
  if (binary.bytes <= most) return artifact;
  const limitMb = Math.floor(most / 1e6);
  throw withoutStack(
    new pulumi.RunError(
      `The binary of "${functionName}" has ${Math.ceil(binary.bytes / 1e6)} MB, but ${words[kind]} on aws must unpack to at most ${limitMb} MB. Make it smaller.`,
    ),
  );
}
