import { randomBytes } from "node:crypto";
import { ApiError } from "../api-error.js";
import type { Kind } from "../kind.js";
import { type Account, validate } from "./account.js";
import { UrlListener, type UrlProps } from "./function-url.js";
import { invalid, isConflict, keyOf } from "./lambda-calls.js";
import type { LambdaFunction, Statement } from "./lambda-function.js";

/** What the provider grants when a URL is open to all: only when it creates it, and never taken back. */
const publicAccess: readonly Statement[] = [
  {
    sid: "FunctionURLAllowPublicAccess",
    action: "lambda:InvokeFunctionUrl",
    principal: "*",
    functionUrlAuthType: "NONE",
  },
  {
    sid: "FunctionURLAllowInvokeAction",
    action: "lambda:InvokeFunction",
    principal: "*",
    invokedViaFunctionUrl: true,
  },
];

/** Function URLs: one for a function, and one for each alias. */
export function urlKind(account: Account): Kind<UrlProps> {
  const type = "aws:lambda/functionUrl:FunctionUrl";
  return {
    async create(operation, props) {
      const { functionName, qualifier, authorizationType } = props;
      const key = keyOf(functionName, qualifier);
      await operation.call("lambda:CreateFunctionUrlConfig", key, async () => {
        validate(type, props);
        const fn = account.function(functionName);
        if (qualifier !== undefined) fn.alias(qualifier);
        if (account.urls.has(key)) {
          const what = `Failed to create function url config for [functionArn = ${fn.qualified(qualifier)}]. Error message: `;
          throw new ApiError(
            "ResourceConflictException",
            `${what} FunctionUrlConfig exists for this Lambda function`,
          );
        }
        account.urls.set(key, await UrlListener.open(account, fn, props, randomBytes(16).toString("hex")));
        operation.id = [functionName, qualifier].filter(Boolean).join("/");
      });
      if (authorizationType !== "NONE") return;
      for (const statement of publicAccess) {
        const add = () => addStatement(account.function(functionName), qualifier, statement);
        await operation.call("lambda:AddPermission", `${key} ${statement.sid}`, add).catch((error: Error) => {
          if (!(error.cause instanceof ApiError) || !isConflict(error.cause)) throw error;
        });
      }
    },
    async read(operation, id) {
      const [functionName = "", qualifier] = id.split("/");
      const key = keyOf(functionName, qualifier);
      const listener = await operation.call("lambda:GetFunctionUrlConfig", key, () => account.urls.get(key));
      if (listener === undefined) return undefined;
      const functionArn = account.function(functionName).qualified(qualifier);
      const { urlId, url: functionUrl } = listener;
      return { ...listener.props, functionName, functionArn, functionUrl, urlId, region: account.region };
    },
    async update(operation, _id, { news }) {
      const key = keyOf(news.functionName, news.qualifier);
      await operation.call("lambda:UpdateFunctionUrlConfig", key, () => {
        validate(type, news);
        account.urls.get(key)?.change(news);
      });
    },
    async delete(operation, _id, { functionName, qualifier }) {
      const key = keyOf(functionName, qualifier);
      await operation.call("lambda:DeleteFunctionUrlConfig", key, () => account.closeUrl(key));
    },
  };
}

type PermissionProps = {
  function: string;
  qualifier?: string;
  action: string;
  principal: string;
  statementId: string;
  functionUrlAuthType?: string;
  invokedViaFunctionUrl?: boolean;
};

function addStatement(fn: LambdaFunction, qualifier: string | undefined, statement: Statement): void {
  if (qualifier === "$LATEST") throw invalid("We currently do not support adding policies for $LATEST.");
  if (qualifier !== undefined) fn.checkQualifier(qualifier);
  const { sid, principal, action, functionUrlAuthType, invokedViaFunctionUrl } = statement;
  if (!/^(\*|\d{12}|arn:[\w-]+:iam::.+|[\w.-]+\.amazonaws\.com)$/.test(principal))
    throw invalid("The provided principal was invalid. Please check the principal and try again.");
  if (functionUrlAuthType !== undefined && action !== "lambda:InvokeFunctionUrl")
    throw invalid("FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
  if (invokedViaFunctionUrl && action !== "lambda:InvokeFunction")
    throw invalid("InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action");
  if (principal === "*" && action === "lambda:InvokeFunctionUrl" && functionUrlAuthType === undefined)
    throw invalid(
      "FunctionUrlAuthType is required for lambda:InvokeFunctionUrl action with the principal *.",
    );
  const statements = fn.policies.get(qualifier ?? "") ?? [];
  if (statements.some((each) => each.sid === sid)) {
    const advice = "Please provide a new statement id, or remove the existing statement.";
    throw new ApiError(
      "ResourceConflictException",
      `The statement id (${sid}) provided already exists. ${advice}`,
    );
  }
  fn.policies.set(qualifier ?? "", [...statements, statement]);
}

/** Statements of the policies of functions, versions and aliases. */
export function permissionKind(account: Account): Kind<PermissionProps> {
  const find = ({ function: name, qualifier = "" }: PermissionProps, sid: string) => {
    const statements = account.functions.get(keyOf(name))?.policies.get(qualifier);
    return statements?.find((statement) => statement.sid === sid);
  };
  return {
    async create(operation, props) {
      const {
        statementId: sid,
        qualifier,
        action,
        principal,
        functionUrlAuthType,
        invokedViaFunctionUrl,
      } = props;
      const add = () => {
        validate("aws:lambda/permission:Permission", props);
        const conditions = {
          ...(functionUrlAuthType && { functionUrlAuthType }),
          ...(invokedViaFunctionUrl && { invokedViaFunctionUrl }),
        };
        addStatement(account.function(props.function), qualifier, { sid, action, principal, ...conditions });
      };
      const isHealing = (error: ApiError) => isConflict(error) || error.code === "ResourceNotFoundException";
      const target = `${keyOf(props.function, qualifier)} ${sid}`;
      await operation.retry(isHealing, () => operation.call("lambda:AddPermission", target, add));
      operation.id = sid;
    },
    async read(operation, id, props) {
      await operation.call("lambda:GetPolicy", keyOf(props.function, props.qualifier));
      const found = find(props, id);
      if (found === undefined) return undefined;
      const { sid: statementId, ...statement } = found;
      return {
        ...statement,
        statementId,
        statementIdPrefix: "",
        function: props.function,
        region: account.region,
      };
    },
    async delete(operation, id, props) {
      if (find(props, id) === undefined) return;
      const { qualifier = "" } = props;
      const key = keyOf(props.function, qualifier);
      await operation.call("lambda:RemovePermission", `${key} ${id}`, () => {
        const { policies } = account.function(props.function);
        policies.set(qualifier, policies.get(qualifier)?.filter(({ sid }) => sid !== id) ?? []);
      });
      await operation.call("lambda:GetPolicy", key);
    },
  };
}
