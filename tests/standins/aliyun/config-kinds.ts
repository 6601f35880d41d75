import { ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import { isObject, type Props } from "../wire.js";
import type { Account } from "./account.js";
import { callFc, found, keyOf, queryOf } from "./fc-calls.js";

type ConcurrencyProps = Props & { functionName: string; reservedConcurrency?: number };

/** Reserved concurrency, as `resource_alicloud_fcv3_concurrency_config.go` has it. */
export function concurrencyKind(account: Account): Kind<ConcurrencyProps> {
  const put = (functionName: string, body: Props) => ({
    method: "PUT" as const,
    path: `/${functionName}/concurrency`,
    body: { functionName, ...body },
  });
  const reserve = (functionName: string, count: number | undefined) => () =>
    account.function(functionName).reserve(count);
  return {
    async create(operation, { functionName, reservedConcurrency }) {
      const body = reservedConcurrency === undefined ? {} : { reservedConcurrency };
      await callFc(
        operation,
        "PutConcurrencyConfig",
        functionName,
        put(functionName, body),
        reserve(functionName, reservedConcurrency),
      );
      operation.id = functionName;
    },
    async read(operation, id) {
      const request = { method: "GET", path: `/${id}/concurrency` } as const;
      const fn = await found(
        operation,
        callFc(operation, "GetConcurrencyConfig", id, request, () => {
          const { arn: functionArn, reserved: reservedConcurrency } = account.function(id);
          if (reservedConcurrency === undefined)
            throw new ApiError("OnDemandConfigNotFound", `function '${id}' has no reserved concurrency`);
          return { functionArn, reservedConcurrency };
        }),
      );
      return fn && { ...fn, functionName: id };
    },
    async update(operation, id, { news: { reservedConcurrency = 0 }, changed }) {
      if (!changed.has("reservedConcurrency")) return;
      const request = put(id, { reservedConcurrency });
      await callFc(operation, "PutConcurrencyConfig", id, request, reserve(id, reservedConcurrency));
    },
    async delete(operation, id) {
      const request = { method: "DELETE", path: `/${id}/concurrency` } as const;
      await ifThere(callFc(operation, "DeleteConcurrencyConfig", id, request, reserve(id, undefined)));
    },
  };
}

type AsyncProps = Props & { functionName: string; qualifier?: string };

/** Asynchronous calls, as `resource_alicloud_fcv3_async_invoke_config.go` has them: Read knows no qualifier. */
export function asyncKind(account: Account): Kind<AsyncProps> {
  const names = ["asyncTask", "maxAsyncEventAgeInSeconds", "maxAsyncRetryAttempts"];
  const destinations = ({ onSuccess, onFailure }: Props) => ({
    onFailure: isObject(onFailure) ? onFailure : {},
    onSuccess: isObject(onSuccess) ? onSuccess : {},
  });
  const put = (functionName: string, qualifier: string | undefined, settings: Props) => ({
    method: "PUT" as const,
    path: `/${functionName}/async-invoke-config`,
    query: queryOf(qualifier),
    body: { functionName, ...settings },
  });
  const store = (functionName: string, qualifier = "LATEST", settings: Props) => {
    const fn = account.function(functionName);
    fn.checkQualifier(qualifier);
    const createdTime = new Date().toISOString();
    const old = fn.asyncConfigs.get(qualifier) ?? { createdTime };
    fn.asyncConfigs.set(qualifier, { ...old, ...settings, lastModifiedTime: createdTime });
  };
  return {
    async create(operation, { functionName, qualifier, destinationConfig, ...props }) {
      const settings: Props = {};
      for (const name of names) if (props[name] !== undefined) settings[name] = props[name];
      if (props["maxAsyncEventAgeInSeconds"] === 0) delete settings["maxAsyncEventAgeInSeconds"];
      if (isObject(destinationConfig)) settings["destinationConfig"] = destinations(destinationConfig);
      const request = put(functionName, qualifier, settings);
      await callFc(operation, "PutAsyncInvokeConfig", keyOf(functionName, qualifier), request, () =>
        store(functionName, qualifier, settings),
      );
      operation.id = functionName;
    },
    async read(operation, id) {
      const request = { method: "GET", path: `/${id}/async-invoke-config` } as const;
      const config = await found(
        operation,
        callFc(operation, "GetAsyncInvokeConfig", id, request, () => {
          const stored = account.function(id).asyncConfigs.get("LATEST");
          if (stored === undefined)
            throw new ApiError("AsyncConfigNotExists", `function '${id}' has no async config`, 404);
          return stored;
        }),
      );
      if (config === undefined) return undefined;
      const { createdTime: createTime, ...known } = config;
      return { ...known, createTime, functionArn: account.function(id).arn, functionName: id };
    },
    async update(operation, id, { news: { qualifier, destinationConfig, ...props }, changed }) {
      const settings: Props = {};
      for (const name of names) if (changed.has(name)) settings[name] = props[name] ?? 0;
      if (changed.has("asyncTask")) settings["asyncTask"] = props["asyncTask"] ?? false;
      if (changed.has("destinationConfig") && isObject(destinationConfig))
        settings["destinationConfig"] = destinations(destinationConfig);
      const isSent = [...names, "destinationConfig"].some((name) => changed.has(name));
      if (!isSent) return;
      const request = put(id, qualifier, settings);
      await callFc(operation, "PutAsyncInvokeConfig", keyOf(id, qualifier), request, () =>
        store(id, qualifier, settings),
      );
    },
    async delete(operation, id, { qualifier }) {
      const request = {
        method: "DELETE",
        path: `/${id}/async-invoke-config`,
        query: queryOf(qualifier),
      } as const;
      await ifThere(
        callFc(operation, "DeleteAsyncInvokeConfig", keyOf(id, qualifier), request, () => {
          account.function(id).asyncConfigs.delete(qualifier ?? "LATEST");
        }),
      );
    },
  };
}
