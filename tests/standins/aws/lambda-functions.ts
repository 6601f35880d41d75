import { type ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import type { Operation } from "../operation.js";
import type { Props } from "../wire.js";
import { type Account, validate } from "./account.js";
import { invokeArn, isConflict } from "./lambda-calls.js";
import { readCode } from "./lambda-code.js";
import { type FunctionProps, LambdaFunction } from "./lambda-function.js";

const codeProperties =
  "code codeSha256 sourceCodeHash s3Bucket s3Key s3ObjectVersion sourceKmsKeyArn imageUri architectures".split(
    " ",
  );
const configProperties =
  "description handler fileSystemConfig imageConfig loggingConfig memorySize role timeout kmsKeyArn layers deadLetterConfig durableConfig snapStart tracingConfig vpcConfig runtime environment ephemeralStorage capacityProviderConfig publishTo".split(
    " ",
  );
const hasAny = (changed: ReadonlySet<string>, names: readonly string[]) =>
  names.some((name) => changed.has(name));

/** Functions and their versions. */
export function functionKind(account: Account): Kind<FunctionProps> {
  const isPublishing = ({ publish }: FunctionProps, changed: ReadonlySet<string>) =>
    publish && hasAny(changed, [...codeProperties, ...configProperties, "publish"]);

  /** What reaches the service: the rest is the provider's own. */
  const toConfig = ({ __defaults: _, code: __, ...props }: Props) => {
    const { reservedConcurrentExecutions: ___, ...sent } = props;
    validate("aws:lambda/function:Function", sent);
    return props as FunctionProps;
  };
  const wait = (operation: Operation, name: string) =>
    operation.call("lambda:GetFunctionConfiguration", name);

  return {
    plan({ olds, news, changed }) {
      if (news.packageType === "Zip" && (news.handler === undefined || news.runtime === undefined))
        throw new Error("handler and runtime must be set when PackageType is Zip");
      if (olds === undefined || changed === undefined) return {};
      const isDurableSwitched = "durableConfig" in olds !== "durableConfig" in news;
      return {
        ...(changed.has("durableConfig") && isDurableSwitched && { replaces: ["durableConfig"] }),
        unknowns: [
          ...(hasAny(changed, codeProperties) ? ["lastModified"] : []),
          ...(isPublishing(news, changed) ? ["version", "qualifiedArn", "qualifiedInvokeArn"] : []),
        ],
      };
    },

    async create(operation, inputs) {
      const { name, publish, reservedConcurrentExecutions: reserved } = inputs;
      const isHealing = (error: ApiError) =>
        isConflict(error) || /cannot be assumed|does not have permissions/.test(error.message);
      await operation.retry(isHealing, () =>
        operation.call("lambda:CreateFunction", name, async () => {
          const code = await readCode(account, operation, inputs);
          const fn = new LambdaFunction(account, toConfig(inputs), code);
          if (publish) fn.publish();
        }),
      );
      operation.id = name;
      await wait(operation, name);
      if (reserved >= 0)
        await operation.call("lambda:PutFunctionConcurrency", name, () =>
          account.function(name).reserve(reserved),
        );
    },

    async read(operation, id) {
      const fn = await ifThere(operation.call("lambda:GetFunction", id, () => account.function(id)));
      if (fn === undefined) return undefined;
      await operation.call("lambda:ListVersionsByFunction", id);
      await operation.call("lambda:GetFunctionCodeSigningConfig", id);
      const version = fn.lastVersion;
      return {
        ...functionOutputs(fn),
        version,
        qualifiedArn: fn.qualified(version),
        qualifiedInvokeArn: invokeArn(account, fn.qualified(version)),
      };
    },

    async update(operation, id, { news, changed }) {
      const fn = account.function(id);
      operation.unsent = hasAny(changed, codeProperties) ? codeProperties : [];
      if (changed.has("tags"))
        await operation.call("lambda:TagResource", id, () => Object.assign(fn.config, { tags: news.tags }));
      if (hasAny(changed, configProperties)) {
        // The architecture goes with the code.
        const { architectures } = fn.config;
        await operation.call("lambda:UpdateFunctionConfiguration", id, () =>
          fn.configure({ ...toConfig(news), architectures }),
        );
        await wait(operation, id);
      }
      if (hasAny(changed, codeProperties)) {
        await operation.call("lambda:UpdateFunctionCode", id, async () =>
          fn.replaceCode(await readCode(account, operation, news), news.architectures),
        );
        operation.unsent = [];
        await wait(operation, id);
      }
      const { reservedConcurrentExecutions: reserved } = news;
      if (changed.has("reservedConcurrentExecutions")) {
        const action = reserved < 0 ? "lambda:DeleteFunctionConcurrency" : "lambda:PutFunctionConcurrency";
        await operation.call(action, id, () => fn.reserve(reserved < 0 ? undefined : reserved));
      }
      if (!isPublishing(news, changed)) return;
      await operation.call("lambda:PublishVersion", id, () => fn.publish());
      await wait(operation, id);
    },

    async delete(operation, id, { skipDestroy }: Props) {
      if (skipDestroy) return;
      await ifThere(operation.call("lambda:DeleteFunction", id, () => account.function(id).delete()));
      await ifThere(operation.call("lambda:GetFunction", id, () => account.function(id)));
    },
  };
}

function functionOutputs(fn: LambdaFunction): Props {
  const { account, config, arn, reserved } = fn;
  const { code: _, ...kept } = config;
  const { logFormat = "Text", ...logging } = config.loggingConfig ?? {};
  const level = logFormat === "JSON" ? { applicationLogLevel: "INFO", systemLogLevel: "INFO" } : {};
  return {
    ...kept,
    arn,
    architectures: config.architectures ?? ["x86_64"],
    codeSha256: fn.codeSha256,
    sourceCodeSize: fn.codeBytes,
    ephemeralStorage: { size: 512, ...config.ephemeralStorage },
    tracingConfig: { mode: "PassThrough", ...config.tracingConfig },
    loggingConfig: { logFormat, logGroup: `/aws/lambda/${fn.name}`, ...level, ...logging },
    ...(config.vpcConfig && { vpcConfig: { ...config.vpcConfig, vpcId: "vpc-0a1b2c3d4e5f60718" } }),
    invokeArn: invokeArn(account, arn),
    responseStreamingInvokeArn: invokeArn(account, arn, "2021-11-15", "response-streaming-invocations"),
    lastModified: fn.lastModified,
    region: account.region,
    reservedConcurrentExecutions: reserved ?? -1,
    signingJobArn: "",
    signingProfileVersionArn: "",
    tagsAll: config.tags ?? {},
  };
}
