import { ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import type { Operation } from "../operation.js";
import { type Account, validate } from "./account.js";
import { keyOf, type Qualified } from "./lambda-calls.js";
import { deleteProvisioned, getProvisioned, putProvisioned } from "./provisioned-concurrency.js";

type ProvisionedProps = Required<Qualified> & {
  provisionedConcurrentExecutions: number;
  skipDestroy?: boolean;
};

/** Provisioned concurrency, and the provider's wait for it. */
export function provisionedKind(account: Account): Kind<ProvisionedProps> {
  const type = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";
  const ask = (operation: Operation, { functionName, qualifier }: Required<Qualified>) =>
    operation.call("lambda:GetProvisionedConcurrencyConfig", keyOf(functionName, qualifier), () =>
      getProvisioned(account.function(functionName), qualifier),
    );
  const put = async (operation: Operation, props: ProvisionedProps, verb: string) => {
    const { functionName, qualifier, provisionedConcurrentExecutions } = props;
    if (!/^\d+$/.test(qualifier) && qualifier !== "$LATEST") {
      const routed = () =>
        operation.call("lambda:GetAlias", keyOf(functionName, qualifier), () => {
          const { weights } = account.function(functionName).alias(qualifier);
          return Object.keys(weights).length === 0 || undefined;
        });
      await operation.poll(routed);
    }
    await operation.call("lambda:PutProvisionedConcurrencyConfig", keyOf(functionName, qualifier), () => {
      validate(type, props);
      putProvisioned(account.function(functionName), qualifier, provisionedConcurrentExecutions);
    });
    operation.id = `${functionName},${qualifier}`;
    const settled = await operation.poll(async () => {
      const found = await ask(operation, props);
      return found.status === "IN_PROGRESS" ? undefined : found;
    });
    const waiting = `waiting for Lambda Provisioned Concurrency Config (${operation.id}) ${verb}`;
    const timeout =
      "timeout while waiting for state to become 'READY' (last state: 'IN_PROGRESS', timeout: 15m0s)";
    if (settled === undefined) throw new Error(`${waiting}: ${timeout}`);
    if (settled.status === "FAILED")
      throw new Error(
        `${waiting}: unexpected state 'FAILED', wanted target 'READY'. last error: ${settled.reason}`,
      );
  };
  return {
    create: (operation, props) => put(operation, props, "create"),
    update: (operation, _id, { news }) => put(operation, news, "update"),
    async read(operation, id) {
      const [functionName = "", qualifier = ""] = id.split(",");
      const found = await ifThere(ask(operation, { functionName, qualifier }));
      return (
        found && {
          functionName,
          qualifier,
          provisionedConcurrentExecutions: found.allocated,
          region: account.region,
        }
      );
    },
    async delete(operation, _id, props) {
      if (props.skipDestroy) return;
      const { functionName, qualifier } = props;
      const remove = () => deleteProvisioned(account.function(functionName), qualifier);
      await ifThere(
        operation.call("lambda:DeleteProvisionedConcurrencyConfig", keyOf(functionName, qualifier), remove),
      );
    },
  };
}
