import { ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import type { Operation } from "../operation.js";
import type { Props } from "../wire.js";
import type { Account } from "./account.js";
import { callFc, found, keyOf, queryOf } from "./fc-calls.js";
import { noProvision, Provision } from "./provision.js";
import { checkProvision, checkQualifier } from "./provision-checks.js";

type ProvisionProps = Props & { functionName: string; qualifier?: string };

/** What each item of a list is sent with, whether the program says it or not. */
const items: Readonly<Record<string, Props>> = {
  scheduledActions: { endTime: "", name: "", scheduleExpression: "", startTime: "", target: 0, timeZone: "" },
  targetTrackingPolicies: {
    endTime: "",
    maxCapacity: 0,
    metricTarget: 0,
    metricType: "",
    minCapacity: 0,
    name: "",
    startTime: "",
    timeZone: "",
  },
};
/** Values by their names in the API, with what a removed one is sent as. */
const values: Readonly<Record<string, { api: string; nothing: unknown }>> = {
  target: { api: "target", nothing: 0 },
  alwaysAllocateCpu: { api: "alwaysAllocateCPU", nothing: false },
  alwaysAllocateGpu: { api: "alwaysAllocateGPU", nothing: false },
};
const known = [...Object.keys(items), ...Object.keys(values)];

/**
 * Provisioned instances, as `resource_alicloud_fcv3_provision_config.go` has them: the ID and Read know no qualifier,
 * an update sends what changed, and nobody waits for the instances.
 */
export function provisionKind(account: Account): Kind<ProvisionProps> {
  const put = async (operation: Operation, props: ProvisionProps, names: readonly string[]) => {
    const { functionName, qualifier } = props;
    const body = { functionName, ...settings(props, names) };
    const request = {
      method: "PUT",
      path: `/${functionName}/provision-config`,
      query: queryOf(qualifier),
      body,
    } as const;
    await callFc(operation, "PutProvisionConfig", keyOf(functionName, qualifier), request, () =>
      putProvision(account, functionName, qualifier, body),
    );
  };
  return {
    async create(operation, props) {
      const isSent = (name: string) =>
        name in items ? listOf(props[name]).length > 0 : props[name] !== undefined;
      await put(operation, props, known.filter(isSent));
      operation.id = props.functionName;
    },
    async read(operation, id) {
      const request = { method: "GET", path: `/${id}/provision-config` } as const;
      const answer = await found(
        operation,
        callFc(operation, "GetProvisionConfig", id, request, () => provisionAnswer(account, id, "LATEST")),
      );
      if (answer === undefined) return undefined;
      const { alwaysAllocateCPU: alwaysAllocateCpu, alwaysAllocateGPU: alwaysAllocateGpu, ...rest } = answer;
      return { ...rest, alwaysAllocateCpu, alwaysAllocateGpu, functionName: id };
    },
    async update(operation, id, { news, changed }) {
      const names = known.filter((name) => changed.has(name));
      if (names.length > 0) await put(operation, { ...news, functionName: id }, names);
    },
    async delete(operation, id, { qualifier }) {
      const request = {
        method: "DELETE",
        path: `/${id}/provision-config`,
        query: queryOf(qualifier),
      } as const;
      await ifThere(
        callFc(operation, "DeleteProvisionConfig", keyOf(id, qualifier), request, () => {
          const { traffic } = account.function(id);
          if (traffic.provision(qualifier ?? "LATEST") === undefined) throw missing(id, qualifier);
          traffic.withdraw(qualifier ?? "LATEST");
        }),
      );
    },
  };
}

const listOf = (value: unknown): Props[] => (Array.isArray(value) ? value : []);

function settings(props: Props, names: readonly string[]): Props {
  const sent: Props = {};
  for (const name of names) {
    const item = items[name];
    const value = values[name];
    if (item !== undefined) sent[name] = listOf(props[name]).map((each) => ({ ...item, ...each }));
    else if (value !== undefined) sent[value.api] = props[name] ?? value.nothing;
  }
  return sent;
}

function putProvision(account: Account, name: string, qualifier = "LATEST", body: Props): void {
  const fn = account.function(name);
  checkQualifier(fn, qualifier);
  fn.checkPrepared();
  const provision = Provision.put(account, body, fn.traffic.provision(qualifier));
  checkProvision(fn, qualifier, provision);
  fn.traffic.provide(qualifier, provision);
}

async function provisionAnswer(account: Account, name: string, qualifier: string): Promise<Props> {
  const { traffic, arn: functionArn } = account.function(name);
  const stored = traffic.provision(qualifier);
  if (stored === undefined && account.rules.defaultProvision === "none") throw missing(name, qualifier);
  const { settings, effective, error: currentError } = stored ?? noProvision;
  const target = account.rules.reportedTarget === "effective" ? effective : settings.target;
  return structuredClone({
    ...settings,
    target,
    current: await traffic.current(qualifier),
    currentError,
    functionArn,
  });
}

const missing = (name: string, qualifier = "LATEST") =>
  new ApiError("ProvisionConfigNotFound", `function '${name}' has no provision config for '${qualifier}'`);
