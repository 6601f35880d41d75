import type * as pulumi from "@pulumi/pulumi";
import { shortDigest } from "./short-digest.js";

/**
 * What the attachment of a policy to a role is called: by the policy and not by its place. Were the first of two left out,
 * the second would be attached in its place, and then detached where it was.
 *
 * @param kind - Tells policies of one name apart.
 */
export function attachmentName(policy: pulumi.Input<string>, index: number, kind = ""): string {
  if (typeof policy !== "string") return `policy-${index}`;
  return `${policy.split("/").at(-1)}-${shortDigest(`${kind}${policy}`)}`;
}
