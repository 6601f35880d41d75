import type { Kind } from "../kind.js";
import { recordKind } from "../record-kind.js";
import type { Account } from "./account.js";
import { permissionKind, urlKind } from "./lambda-access.js";
import { aliasKind } from "./lambda-aliases.js";
import { invalid, keyOf, type Qualified } from "./lambda-calls.js";
import { functionKind } from "./lambda-functions.js";
import { provisionedKind } from "./lambda-provisioned.js";

function eventInvokeConfigs(account: Account): Kind {
  const type = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
  type Destinations = Qualified & { destinationConfig?: Record<string, { destination: string }> };
  return recordKind<Destinations>(account, type, {
    create: () => ["lambda:PutFunctionEventInvokeConfig"],
    read: ["lambda:GetFunctionEventInvokeConfig"],
    update: () => ["lambda:PutFunctionEventInvokeConfig"],
    remove: ["lambda:DeleteFunctionEventInvokeConfig"],
    id: ({ functionName, qualifier }) => [functionName, qualifier].filter(Boolean).join(":"),
    computed: () => ({ region: account.region }),
    check: ({ functionName, qualifier, destinationConfig = {} }) => {
      const fn = account.function(functionName);
      if (qualifier !== undefined) fn.checkQualifier(qualifier);
      for (const { destination } of Object.values(destinationConfig)) {
        if (!/^arn:aws:(lambda|sns|sqs|events):/.test(destination))
          throw invalid(`The destination ARN ${destination} is invalid.`);
        if (destination.startsWith(fn.arn))
          throw invalid("You can't specify the function as a destination for itself.");
      }
    },
  }) as Kind;
}

function invocations(account: Account): Kind<Required<Qualified> & { input: string }> {
  const results = account.table("aws:lambda/invocation:Invocation");
  return {
    async create(operation, { functionName, qualifier, input }) {
      const answer = await operation.call("lambda:InvokeFunction", keyOf(functionName, qualifier), () =>
        account.function(functionName).route(qualifier).invoke(Buffer.from(input)),
      );
      const result = answer.payload.toString();
      if (answer.functionError !== undefined)
        throw new Error(`Lambda function (${functionName}) returned error: (${result})`);
      operation.id = `${functionName}_${qualifier}_${answer.requestId}`;
      results.set(operation.id, { result, region: account.region });
    },
    async read(_operation, id) {
      return results.get(id);
    },
    // What was called was called.
    async delete(_operation, id) {
      results.delete(id);
    },
  };
}

/** The kinds of the package `lambda`. */
export function lambdaKinds(account: Account): Record<string, Kind> {
  return {
    "aws:lambda/function:Function": functionKind(account),
    "aws:lambda/alias:Alias": aliasKind(account),
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": provisionedKind(account),
    "aws:lambda/functionUrl:FunctionUrl": urlKind(account),
    "aws:lambda/permission:Permission": permissionKind(account),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": eventInvokeConfigs(account),
    "aws:lambda/invocation:Invocation": invocations(account),
  } as Record<string, Kind>;
}
