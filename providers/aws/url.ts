import type { Alias } from "@pulumi/aws/lambda/alias.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { FunctionUrl } from "@pulumi/aws/lambda/functionUrl.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { HttpAuth } from "../../components/names.js";
import { toCorsRules } from "../cors-rules.js";
import type { Scope } from "./scope.js";

/** The URL of the alias: the same for every version that the alias ever points to. */
export function declareUrl(scope: Scope, fn: LambdaFunction, alias: Alias): FunctionUrl {
  const { spec, prefix, resources, after } = scope;
  const { auth, stream } = spec.http;
  // First: a URL that becomes public without them would refuse everybody, those who sign too.
  const permissions = auth === HttpAuth.None ? declarePublicAccess(scope, fn, alias) : {};
  Object.assign(resources, permissions);
  const url = new FunctionUrl(
    prefix,
    {
      functionName: fn.name,
      qualifier: alias.name,
      authorizationType: auth === HttpAuth.None ? "NONE" : "AWS_IAM",
      invokeMode: stream ? "RESPONSE_STREAM" : "BUFFERED",
      cors: toCorsRules(spec.http),
    },
    after(...Object.values(permissions)),
  );
  resources["url"] = url;
  return url;
}

/**
 * Both statements that a public URL needs since October 2025. The provider adds two of its own when it creates a URL
 * that is public, but none to one that becomes it.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function declarePublicAccess(
  { prefix, after }: Scope,
  fn: LambdaFunction,
  alias: Alias,
): Readonly<Record<string, Permission>> {
  const everybody = { function: fn.name, qualifier: alias.name, principal: "*" };
  return {
    urlPermission: new Permission(
      `${prefix}-url`,
      { ...everybody, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
      after(),
    ),
    invokePermission: new Permission(
      `${prefix}-invoke`,
      { ...everybody, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
      after(),
    ),
  };
}
