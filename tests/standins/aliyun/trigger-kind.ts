import { ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import type { Operation } from "../operation.js";
import type { Props } from "../wire.js";
import type { Account } from "./account.js";
import { callFc, found, keyOf, split } from "./fc-calls.js";
import type { FcFunction } from "./fc-function.js";
import { Trigger } from "./trigger.js";

type TriggerProps = Props & {
  functionName: string;
  triggerName: string;
  triggerType: string;
  qualifier: string;
  triggerConfig?: string;
};

const changeable = ["invocationRole", "triggerConfig", "description"];

/** Triggers, as `resource_alicloud_fcv3_trigger.go` has them. */
export function triggerKind(account: Account): Kind<TriggerProps> {
  const get = (operation: Operation, id: string) => {
    const [functionName, triggerName] = split(id);
    const request = { method: "GET", path: `/${functionName}/triggers/${triggerName}` } as const;
    return callFc(operation, "GetTrigger", id, request, () =>
      findTrigger(account.function(functionName), triggerName),
    );
  };
  return {
    async create(operation, props) {
      const { functionName, triggerName, triggerType, qualifier, triggerConfig = "" } = props;
      const { invocationRole, description, sourceArn } = props;
      const body = {
        triggerName,
        ...(invocationRole ? { invocationRole } : {}),
        triggerConfig,
        triggerType,
        ...(description ? { description } : {}),
        ...(sourceArn ? { sourceArn } : {}),
        qualifier,
      };
      const request = { method: "POST", path: `/${functionName}/triggers`, body } as const;
      await callFc(operation, "CreateTrigger", keyOf(functionName, triggerName), request, () =>
        createTrigger(account.function(functionName), body),
      );
      operation.id = `${functionName}:${triggerName}`;
      // Until it has an ID.
      await get(operation, operation.id);
    },
    async read(operation, id) {
      const trigger = await found(operation, get(operation, id));
      if (trigger === undefined) return undefined;
      const { triggerName, triggerType, triggerId, triggerConfig, qualifier, description, invocationRole } =
        trigger;
      const { createdTime: createTime, lastModifiedTime, urls: httpTrigger, fn } = trigger;
      const known = {
        triggerName,
        triggerType,
        triggerId,
        triggerConfig,
        qualifier,
        description,
        invocationRole,
      };
      const computed = {
        createTime,
        lastModifiedTime,
        status: "",
        sourceArn: "",
        targetArn: fn.arn,
        httpTrigger,
      };
      return { ...known, ...computed, functionName: fn.name };
    },
    async update(operation, id, { news, changed }) {
      const [functionName, triggerName] = split(id);
      const names = changeable.filter((name) => changed.has(name));
      if (names.length === 0) return;
      const body = Object.fromEntries(names.map((name) => [name, news[name] ?? ""]));
      const request = { method: "PUT", path: `/${functionName}/triggers/${triggerName}`, body } as const;
      await callFc(operation, "UpdateTrigger", id, request, () =>
        findTrigger(account.function(functionName), triggerName).change(body),
      );
    },
    async delete(operation, id) {
      const [functionName, triggerName] = split(id);
      const request = { method: "DELETE", path: `/${functionName}/triggers/${triggerName}` } as const;
      await ifThere(
        callFc(operation, "DeleteTrigger", id, request, async () => {
          const { triggers } = account.function(functionName);
          const trigger = findTrigger(account.function(functionName), triggerName);
          triggers.delete(triggerName);
          await trigger.close();
        }),
      );
    },
  };
}

async function createTrigger(fn: FcFunction, body: Props & Pick<TriggerProps, "triggerName" | "qualifier">) {
  const { triggerName, qualifier, triggerType } = body;
  fn.checkQualifier(qualifier);
  if (fn.triggers.has(triggerName))
    throw new ApiError(
      "TriggerAlreadyExists",
      `trigger '${triggerName}' of function '${fn.name}' already exists`,
    );
  const others = [...fn.triggers.values()].filter((other) => other.qualifier === qualifier);
  if (triggerType === "http" && others.some((other) => other.triggerType === "http"))
    throw new ApiError(
      "TriggerAlreadyExists",
      `qualifier '${qualifier}' of function '${fn.name}' has an HTTP trigger`,
    );
  fn.triggers.set(triggerName, await Trigger.open(fn, body));
}

function findTrigger(fn: FcFunction, triggerName: string): Trigger {
  const trigger = fn.triggers.get(triggerName);
  if (trigger !== undefined) return trigger;
  throw new ApiError("TriggerNotFound", `trigger '${triggerName}' of function '${fn.name}' does not exist`);
}
