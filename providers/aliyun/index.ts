import { Architecture, CloudName, Packaging } from "../../components/names.js";
import type { CloudAdapter } from "../adapter.js";
import { deploy } from "./function.js";
import { limits } from "./limits.js";
import { type AliyunSpec, own, ownArguments } from "./own.js";
import { schedule } from "./schedule.js";

/** Aliyun Function Compute 3. */
export const aliyun: CloudAdapter<AliyunSpec> = {
  name: CloudName.Aliyun,
  limits,
  packaging: [Packaging.Zip, Packaging.Image],
  images: { format: "docker", repository: "named" },
  architectures: [Architecture.Amd64],
  operatingSystem: "linux",
  buildTags: () => ["goserverless.fc"],
  schedule,
  ownArguments,
  own,
  contract: () => "fc",
  deploy,
};
