import { Architecture, CloudName, Packaging } from "../../components/names.js";
import type { CloudAdapter } from "../adapter.js";
import { deploy } from "./function.js";
import { limits } from "./limits.js";
import { type AwsSpec, own, ownArguments } from "./own.js";
import { schedule } from "./schedule.js";

/** AWS Lambda. */
export const aws: CloudAdapter<AwsSpec> = {
  name: CloudName.Aws,
  limits,
  packaging: [Packaging.Zip, Packaging.Image],
  images: { format: "oci", repository: "created" },
  architectures: [Architecture.Arm64, Architecture.Amd64],
  operatingSystem: "linux",
  buildTags: () => ["goserverless.lambda"],
  schedule,
  ownArguments,
  own,
  contract: () => "lambda",
  deploy,
};
