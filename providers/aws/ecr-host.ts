import * as pulumi from "@pulumi/pulumi";
import { withoutStack } from "../../components/without-stack.js";

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/`: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
const ecrHost = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.[a-z0-9.-]+(?::\d+)?\//;

export const mustBeEcr = 'be in Amazon ECR, "<account>.dkr.ecr.<region>.amazonaws.com/name"';

/** Whether a repository or an image is where Lambda takes images from. */
export function isEcr(reference: string): boolean {
  return ecrHost.test(reference);
}

/** The account that a repository belongs to. Nobody but ECR gets to see a token of ECR. */
export function registryIdOf(repository: string): string {
  const [, account] = ecrHost.exec(repository) ?? [];
  if (account !== undefined) return account;
  const rule = `"image.repository" must ${mustBeEcr}, got ${JSON.stringify(repository)}.`;
  throw withoutStack(new pulumi.RunError(rule));
}
