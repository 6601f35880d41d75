import { ApiError } from "../api-error.js";
import type { Kind } from "../kind.js";
import { recordKind, when } from "../record-kind.js";
import { type Props, toSecret } from "../wire.js";
import type { Account } from "./account.js";

type RepositoryProps = { name: string; forceDelete?: boolean; tags?: object };
type PolicyProps = { repository: string; policy: string };

export const repositoryType = "aws:ecr/repository:Repository";
export const repositoryPolicyType = "aws:ecr/repositoryPolicy:RepositoryPolicy";
const lifecyclePolicyType = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

/** The kinds of the package `ecr`. */
export function ecrKinds(account: Account): Record<string, Kind> {
  return {
    [repositoryType]: repositories(account),
    [lifecyclePolicyType]: policies(account, "Lifecycle", "Put"),
    [repositoryPolicyType]: policies(account, "Repository", "Set"),
  } as Record<string, Kind>;
}

/** What `getAuthorizationToken` answers. */
export function toToken({ id, region, registry }: Account, { registryId }: Props): Props {
  const { username, password } = registry?.login ?? { username: "AWS", password: String(Math.random()) };
  return {
    authorizationToken: toSecret(Buffer.from(`${username}:${password}`).toString("base64")),
    password: toSecret(password),
    userName: username,
    proxyEndpoint: `https://${id}.dkr.ecr.${region}.amazonaws.com`,
    expiresAt: new Date(Date.now() + 12 * 3_600_000).toISOString(),
    id: region,
    region,
    ...(registryId !== undefined && { registryId }),
  };
}

function repositories(account: Account): Kind<RepositoryProps> {
  const { id: accountId, region } = account;
  return recordKind<RepositoryProps>(account, repositoryType, {
    create: () => ["ecr:CreateRepository"],
    read: ["ecr:DescribeRepositories", "ecr:ListTagsForResource"],
    update: (changed) =>
      when(changed, {
        "ecr:PutImageTagMutability": ["imageTagMutability", "imageTagMutabilityExclusionFilters"],
        "ecr:PutImageScanningConfiguration": ["imageScanningConfiguration"],
        "ecr:TagResource": ["tags"],
      }),
    remove: ["ecr:DeleteRepository", "ecr:DescribeRepositories"],
    id: ({ name }) => name,
    taken: ({ name }) => {
      const message = `The repository with name '${name}' already exists in the registry with id '${accountId}'`;
      return new ApiError("RepositoryAlreadyExistsException", message);
    },
    computed: ({ name, tags = {} }) => ({
      arn: account.arn("ecr", `repository/${name}`),
      registryId: accountId,
      repositoryUrl: `${account.registry?.host ?? `${accountId}.dkr.ecr.${region}.amazonaws.com`}/${name}`,
      region,
      tagsAll: tags,
    }),
    checkRemove: ({ name, forceDelete }) => {
      if (forceDelete || (account.registry?.manifests(name) ?? []).length === 0) return;
      const message = `The repository with name '${name}' in registry with id '${accountId}' cannot be deleted because it still contains images`;
      throw new ApiError("RepositoryNotEmptyException", message);
    },
    // Its policies go with it.
    removed: ({ name }) => {
      for (const type of [lifecyclePolicyType, repositoryPolicyType]) account.table(type).delete(name);
      account.registry?.remove(name);
    },
  });
}

function policies(account: Account, name: string, verb: "Put" | "Set"): Kind<PolicyProps> {
  const type = verb === "Put" ? lifecyclePolicyType : repositoryPolicyType;
  return recordKind<PolicyProps>(account, type, {
    create: () => [`ecr:${verb}${name}Policy`],
    read: [`ecr:Get${name}Policy`],
    update: () => [`ecr:${verb}${name}Policy`],
    remove: [`ecr:Delete${name}Policy`],
    id: ({ repository }) => repository,
    check: ({ repository }) => {
      if (account.table(repositoryType).has(repository)) return;
      const message = `The repository with name '${repository}' does not exist in the registry with id '${account.id}'`;
      throw new ApiError("RepositoryNotFoundException", message);
    },
    computed: () => ({ registryId: account.id, region: account.region }),
  });
}
