import type * as pulumi from "@pulumi/pulumi";
import type { Checker } from "../../components/checker.js";
import { isLater } from "../../components/rule.js";
import { maxLayers } from "./limits.js";

type Layers = readonly pulumi.Input<string>[];

const arn = /^acs:fc:[a-z0-9-]+:(\d+|official):layers\/[^/]+\/versions\/\d+$/;

/**
 * Checks `aliyun.layers`.
 *
 * https://www.alibabacloud.com/help/en/functioncompute/fc/developer-reference/api-fc-2023-03-30-createlayerversion
 */
export function toLayers(layers: Layers, check: Checker): Layers {
  const checked = check.inputs("aliyun.layers", layers, maxLayers);
  checked.forEach((layer, index) => {
    if (isLater(layer) || (typeof layer === "string" && arn.test(layer))) return;
    const rule =
      'be the ARN of a layer version, such as "acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3"';
    check.refuse(`aliyun.layers[${index}]`, rule, layer);
  });
  return checked;
}
