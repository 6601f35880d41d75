import { ApiError } from "../api-error.js";
import { list, statements } from "../policy-document.js";
import { PullError, type PulledImage, type PullProblem, pullImage } from "../pull-image.js";
import { isObject } from "../wire.js";
import type { Account } from "./account.js";
import { repositoryPolicyType, repositoryType } from "./ecr.js";
import { invalid } from "./lambda-calls.js";

const advice = "Provide a valid source image.";
const words: Readonly<Record<Exclude<PullProblem, "architecture">, (uri: string) => ApiError>> = {
  // A registry that is not on this machine is one without images.
  name: (uri) =>
    /\.dkr\.ecr\./.test(uri) ? missing(uri) : invalid(`Source image ${uri} is not valid. ${advice}`),
  missing,
  index: unsupported,
  damaged: unsupported,
  login: noPermission,
};

/** The image that a function is made of, pulled as Lambda pulls it. */
export async function pullForLambda(
  account: Account,
  functionArn: string,
  uri: string,
): Promise<PulledImage> {
  checkPolicy(account, functionArn, uri);
  try {
    return await pull(account, uri, "amd64");
  } catch (cause) {
    if (!(cause instanceof PullError)) throw cause;
    // Lambda takes an image for another processor than the function's, whose instances then do not start.
    if (cause.problem === "architecture") return pull(account, uri, "arm64");
    throw words[cause.problem](uri);
  }
}

function pull({ registry }: Account, uri: string, architecture: "amd64" | "arm64"): Promise<PulledImage> {
  return pullImage(uri, { login: registry?.login, architecture });
}

/** A real Lambda may add what the policy lacks, where the deployer has the right to change it. */
function checkPolicy(account: Account, functionArn: string, uri: string): void {
  const host = `${account.registry?.host}/`;
  const [name = ""] = uri.startsWith(host) ? uri.slice(host.length).split(/[@:]/) : [];
  if (!account.table(repositoryType).has(name)) return;
  const { policy } = account.table(repositoryPolicyType).get(name) ?? {};
  const allowed =
    policy === undefined ? [] : statements(policy).filter((each) => isForLambda(each, functionArn));
  const actions = allowed.flatMap(({ Action }) => list(Action));
  if (!["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"].every((each) => actions.includes(each)))
    throw noPermission();
}

function isForLambda(
  { Effect, Principal, Condition }: Record<string, unknown>,
  functionArn: string,
): boolean {
  const isLambda = isObject(Principal) && list(Principal["Service"]).includes("lambda.amazonaws.com");
  const like = isObject(Condition) && isObject(Condition["StringLike"]) ? Condition["StringLike"] : {};
  const { "aws:sourceArn": pattern = "*", ...others } = like;
  const isFunction = new RegExp(`^${String(pattern).replaceAll("*", ".*")}$`).test(functionArn);
  return Effect === "Allow" && isLambda && isFunction && Object.keys(others).length === 0;
}

function missing(uri: string): ApiError {
  return invalid(`Source image ${uri} does not exist. ${advice}`);
}

function unsupported(uri: string): ApiError {
  const what = `The image manifest, config or layer media type for the source image ${uri}`;
  return invalid(`${what} is not supported.`);
}

function noPermission(): ApiError {
  const message = "Lambda does not have permission to access the ECR image. Check the ECR permissions.";
  return new ApiError("AccessDeniedException", message);
}
