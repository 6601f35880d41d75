import { ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import type { Props } from "../wire.js";
import type { Account } from "./account.js";
import { functionAnswer } from "./fc-answers.js";
import { callFc, found, keyOf, queryOf, split } from "./fc-calls.js";
import { invalid } from "./fc-checks.js";
import type { FcFunction } from "./fc-function.js";

type VersionProps = Props & { functionName: string; description?: string };

/** Versions, as `resource_alicloud_fcv3_function_version.go` has them: nothing ties them to the code. */
export function versionKind(account: Account): Kind<VersionProps> {
  return {
    async create(operation, { functionName, description }) {
      const body = description ? { description } : {};
      const request = { method: "POST", path: `/${functionName}/versions`, body } as const;
      const { versionId } = await callFc(operation, "PublishFunctionVersion", functionName, request, () =>
        account.function(functionName).publish(description),
      );
      operation.id = `${functionName}:${versionId}`;
    },
    async read(operation, id) {
      const [functionName, versionId] = split(id);
      const request = { method: "GET", path: `/${functionName}`, query: queryOf(versionId) } as const;
      const answer = await found(
        operation,
        callFc(operation, "GetFunction", id, request, () =>
          functionAnswer(account.function(functionName), versionId),
        ),
      );
      if (answer === undefined) return undefined;
      const { description, createdTime: createTime, lastModifiedTime } = answer;
      return { functionName, versionId, description, createTime, lastModifiedTime };
    },
    async delete(operation, id) {
      const [functionName, versionId] = split(id);
      const request = { method: "DELETE", path: `/${functionName}/versions/${versionId}` } as const;
      await ifThere(
        callFc(operation, "DeleteFunctionVersion", id, request, () =>
          account.function(functionName).deleteVersion(versionId),
        ),
      );
    },
  };
}

type AliasProps = Props & {
  functionName: string;
  aliasName?: string;
  versionId?: string;
  description?: string;
  additionalVersionWeight?: Record<string, number>;
};

/** Aliases, as `resource_alicloud_fcv3_alias.go` has them. */
export function aliasKind(account: Account): Kind<AliasProps> {
  return {
    async create(operation, props) {
      const {
        functionName,
        aliasName = "",
        description,
        versionId,
        additionalVersionWeight: weights,
      } = props;
      const body = {
        aliasName,
        ...(description && { description }),
        ...(versionId && { versionId }),
        ...(weights && Object.keys(weights).length > 0 && { additionalVersionWeight: weights }),
      };
      const request = { method: "POST", path: `/${functionName}/aliases`, body } as const;
      await callFc(operation, "CreateAlias", keyOf(functionName, aliasName), request, () =>
        createAlias(account.function(functionName), body),
      );
      operation.id = `${functionName}:${aliasName}`;
    },
    async read(operation, id) {
      const [functionName, aliasName] = split(id);
      const request = { method: "GET", path: `/${functionName}/aliases/${aliasName}` } as const;
      const alias = await found(
        operation,
        callFc(operation, "GetAlias", id, request, () => account.function(functionName).alias(aliasName)),
      );
      if (alias === undefined) return undefined;
      const { createdTime: createTime, additionalVersionWeight: weights, ...known } = structuredClone(alias);
      // The API leaves an empty map out, and Read then keeps what was there.
      const set = Object.keys(weights).length > 0 ? { additionalVersionWeight: weights } : {};
      return { ...known, ...set, functionName, createTime };
    },
    async update(operation, id, { news, changed }) {
      const [functionName, aliasName] = split(id);
      const body: Props = {
        ...(changed.has("description") && { description: news.description ?? "" }),
        ...(changed.has("versionId") && { versionId: news.versionId ?? "" }),
        ...(changed.has("additionalVersionWeight") && {
          additionalVersionWeight: news.additionalVersionWeight ?? {},
        }),
      };
      if (Object.keys(body).length === 0) return;
      const request = { method: "PUT", path: `/${functionName}/aliases/${aliasName}`, body } as const;
      await callFc(operation, "UpdateAlias", id, request, () =>
        updateAlias(account.function(functionName), aliasName, body),
      );
    },
    async delete(operation, id) {
      const [functionName, aliasName] = split(id);
      const request = { method: "DELETE", path: `/${functionName}/aliases/${aliasName}` } as const;
      await ifThere(
        callFc(operation, "DeleteAlias", id, request, () =>
          deleteAlias(account.function(functionName), aliasName),
        ),
      );
    },
  };
}

type AliasRequest = Pick<AliasProps, "versionId" | "description" | "additionalVersionWeight">;

function createAlias(fn: FcFunction, { aliasName, ...request }: AliasRequest & { aliasName: string }): void {
  if (!/^(?!\d+$)[A-Za-z0-9_-]{1,64}$/.test(aliasName) || aliasName === "LATEST")
    throw invalid(
      `alias name '${aliasName}' must have letters, digits, '_' and '-', and not be a version or LATEST`,
    );
  if (fn.aliases.has(aliasName))
    throw new ApiError("AliasAlreadyExists", `alias '${aliasName}' of function '${fn.name}' already exists`);
  const { versionId = "", description = "", additionalVersionWeight = {} } = request;
  checkTarget(fn, versionId, additionalVersionWeight);
  const createdTime = new Date().toISOString();
  const times = { createdTime, lastModifiedTime: createdTime };
  const alias = { aliasName, versionId, description, additionalVersionWeight, ...times };
  fn.aliases.set(aliasName, alias);
  fn.routeAlias(alias);
}

function updateAlias(fn: FcFunction, aliasName: string, request: AliasRequest): void {
  const alias = fn.alias(aliasName);
  const next = { ...alias, ...request };
  checkTarget(fn, next.versionId, next.additionalVersionWeight);
  Object.assign(alias, request, { lastModifiedTime: new Date().toISOString() });
  fn.routeAlias(alias);
}

function deleteAlias(fn: FcFunction, aliasName: string): void {
  fn.alias(aliasName);
  if (fn.traffic.provision(aliasName) !== undefined)
    throw new ApiError("ProvisionConfigExist", `alias '${aliasName}' has provisioned instances`, 409);
  fn.aliases.delete(aliasName);
  fn.traffic.forget(aliasName);
}

function checkTarget(fn: FcFunction, versionId: string, weights: Readonly<Record<string, number>>): void {
  fn.version(versionId);
  const others = Object.entries(weights);
  if (others.length > 1) throw invalid("additionalVersionWeight must have one version at most");
  for (const [other, weight] of others) {
    fn.version(other);
    if (other === versionId) throw invalid(`version '${other}' is already the alias's own`);
    if (weight < 0 || weight > 1)
      throw invalid(`weight ${weight} of version '${other}' must be between 0 and 1`);
  }
}
