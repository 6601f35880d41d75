import type { Checker } from "../../components/checker.js";
import type { AliyunArgs } from "./args.js";

const zipOnly = {
  bucket: "an image is in its registry",
  layers: "what a layer holds belongs into the image",
  runtime: "an image brings its own system",
} as const;

/**
 * Refuses what only zips have.
 *
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/custom-container
 */
export function checkContainer(aliyun: AliyunArgs, check: Checker): void {
  for (const key of ["bucket", "layers", "runtime"] as const) {
    if (aliyun[key] === undefined) continue;
    check.refuseUnseen(`aliyun.${key}`, `be left out with "packaging" image: ${zipOnly[key]}`);
  }
}
