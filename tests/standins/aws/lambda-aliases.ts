import { ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import { type Account, validate } from "./account.js";
import { invokeArn, keyOf } from "./lambda-calls.js";
import { checkAliasTarget, deleteProvisioned, moveAlias } from "./provisioned-concurrency.js";

type AliasProps = {
  name: string;
  functionName: string;
  functionVersion: string;
  description?: string;
  routingConfig?: { additionalVersionWeights?: Record<string, number> };
};

/** Aliases, with what the service does when they move. */
export function aliasKind(account: Account): Kind<AliasProps> {
  const type = "aws:lambda/alias:Alias";
  const weightsOf = ({ routingConfig }: AliasProps) => routingConfig?.additionalVersionWeights ?? {};
  const split = (arn: string): [string, string] => {
    const [name = "", alias = ""] = arn.split(":function:").pop()?.split(":") ?? [];
    return [name, alias];
  };
  return {
    async create(operation, props) {
      const { functionName, functionVersion: version, name, description = "" } = props;
      await operation.call("lambda:CreateAlias", keyOf(functionName, name), () => {
        const fn = account.function(functionName);
        validate(type, props);
        const arn = fn.qualified(name);
        if (fn.aliases.has(name))
          throw new ApiError("ResourceConflictException", `Alias already exists: ${arn}`);
        checkAliasTarget(fn, version, weightsOf(props));
        fn.aliases.set(name, { name, version, description, weights: weightsOf(props) });
        operation.id = arn;
      });
    },
    async read(operation, id) {
      const [functionName, name] = split(id);
      const read = operation.call("lambda:GetAlias", keyOf(functionName, name), () =>
        account.function(functionName).alias(name),
      );
      const alias = await ifThere(read);
      if (alias === undefined) return undefined;
      const { version, weights, description } = alias;
      const routing =
        Object.keys(weights).length > 0 ? { additionalVersionWeights: { ...weights } } : undefined;
      const known = { name, functionName, functionVersion: version, description, routingConfig: routing };
      return { ...known, arn: id, invokeArn: invokeArn(account, id), region: account.region };
    },
    async update(operation, id, { news }) {
      const [functionName, name] = split(id);
      await operation.call("lambda:UpdateAlias", keyOf(id), () => {
        validate(type, news);
        const fn = account.function(functionName);
        moveAlias(fn, name, news.functionVersion, weightsOf(news));
        fn.alias(name).description = news.description ?? "";
      });
      if (Object.keys(weightsOf(news)).length > 0) return;
      const routed = await operation.poll(async () => {
        const alias = await operation.call("lambda:GetAlias", keyOf(id), () =>
          account.function(functionName).alias(name),
        );
        return Object.keys(alias.weights).length === 0 || undefined;
      });
      if (!routed)
        throw new Error(
          "timeout while waiting for state to become 'READY' (last state: 'WEIGHTED', timeout: 15m0s)",
        );
    },
    async delete(operation, id) {
      const [functionName, name] = split(id);
      const remove = operation.call("lambda:DeleteAlias", keyOf(functionName, name), async () => {
        const fn = account.function(functionName);
        if (!fn.aliases.has(name)) return;
        if (fn.provisioned.has(name)) await deleteProvisioned(fn, name);
        await account.closeUrl(keyOf(functionName, name));
        fn.aliases.delete(name);
        fn.policies.delete(name);
      });
      await ifThere(remove);
    },
  };
}
