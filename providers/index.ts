import * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../components/args.js";
import type { CloudName } from "../components/names.js";
import { Problems } from "../components/problems.js";
import { describeValue, listOf } from "../components/rule.js";
import type { CloudAdapter } from "./adapter.js";
import { loadPackage } from "./load-package.js";

export { pricesFor } from "./prices.js";

/** One line a cloud. Each loads its adapter, and with it the cloud's SDK, when it is chosen. */
const adapters: Readonly<Record<CloudName, () => CloudAdapter>> = {
  aws: () => (require("./aws/index.js") as typeof import("./aws/index.js")).aws,
  aliyun: () => (require("./aliyun/index.js") as typeof import("./aliyun/index.js")).aliyun,
  local: () => (require("./local/index.js") as typeof import("./local/index.js")).local,
};

/**
 * Finds the adapter of the cloud that the arguments or the stack's configuration name.
 *
 * @throws InputPropertiesError when neither names a cloud, or one that there is none for.
 */
export function adapterFor(functionName: string, args: GoServerlessFunctionArgs): CloudAdapter {
  const name: unknown = args.cloud ?? new pulumi.Config("goserverless").get("cloud");
  if (typeof name === "string" && Object.hasOwn(adapters, name))
    return loadPackage(adapters[name as CloudName], { functionName, property: "cloud", value: name });
  const problems = new Problems();
  problems.add("cloud", explain(name));
  problems.throwIfAny(functionName);
  throw new Error("unreachable: a problem was added");
}

function explain(name: unknown): string {
  const available = listOf(Object.keys(adapters).map((key) => `"${key}"`));
  if (name === undefined) {
    return `"cloud" must be ${available}: set it, or run \`pulumi config set goserverless:cloud local\`.`;
  }
  return `"cloud" must be ${available}, got ${describeValue(name)}.`;
}
