import { getAuthorizationTokenOutput } from "@pulumi/aws/ecr/getAuthorizationToken.js";
import { LifecyclePolicy } from "@pulumi/aws/ecr/lifecyclePolicy.js";
import { Repository } from "@pulumi/aws/ecr/repository.js";
import { RepositoryPolicy } from "@pulumi/aws/ecr/repositoryPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import type { Registry } from "../image.js";
import { registryIdOf } from "./ecr-host.js";
import { lowerCaseName } from "./lower-case-name.js";
import type { Scope } from "./scope.js";

/** The repository that is given, or one of the function's own. */
export function declareRegistry(scope: Scope): Registry {
  const given = scope.spec.image?.repository;
  if (given !== undefined)
    return { repository: given, login: () => logIn(scope, pulumi.output(given).apply(registryIdOf)) };
  const { repositoryUrl, registryId } = declareRepository(scope);
  return { repository: repositoryUrl, login: () => logIn(scope, registryId) };
}

/** A token of 12 hours, asked for with whatever the provider asks with. It is in no resource, and so in no state. */
function logIn(
  { after }: Scope,
  registryId: pulumi.Input<string>,
): ReturnType<NonNullable<Registry["login"]>> {
  const { parent } = after();
  const token = getAuthorizationTokenOutput({ registryId }, { parent });
  return token.apply(({ userName, password }) => ({ username: userName, password }));
}

function declareRepository({ prefix, tags, resources, after }: Scope): Repository {
  const repository = new Repository(
    lowerCaseName(prefix),
    {
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      // It holds nothing but what a deployment brings again.
      forceDelete: true,
      tags,
    },
    after(),
  );
  const name = repository.name;
  resources["repository"] = repository;
  resources["lifecyclePolicy"] = new LifecyclePolicy(
    prefix,
    { repository: name, policy: JSON.stringify(lifecycle) },
    // It is deleted by the name of the repository: afterwards, the new one would go.
    { ...after(), deleteBeforeReplace: true },
  );
  resources["repositoryPolicy"] = new RepositoryPolicy(
    prefix,
    { repository: name, policy: repository.arn.apply(toPullPolicy) },
    after(),
  );
  return repository;
}

/**
 * Expires what somebody pushes to try it, and nothing else. What a deployment pushes is what a published version pulls
 * by its digest, and its tag ends in a part of that.
 *
 * No rule is about untagged images: documents about an image have no tag either. ECR removes those with their image, but
 * does not say that such a rule spares them: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: "Images tagged with .temporary at the end; all others stay",
      selection: {
        tagStatus: "tagged",
        tagPatternList: ["*.temporary"],
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: 14,
      },
      action: { type: "expire" },
    },
  ],
};

/**
 * Lets the account's functions pull. Without it, Lambda adds such a statement itself:
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions
 */
function toPullPolicy(repositoryArn: string): string {
  const [, partition, , region, account] = repositoryArn.split(":");
  const functions = `arn:${partition}:lambda:${region}:${account}:function:*`;
  const statement = {
    Sid: "LambdaECRImageRetrievalPolicy",
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    Condition: { StringLike: { "aws:sourceArn": functions } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
