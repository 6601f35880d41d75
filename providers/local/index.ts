import { Architecture, CloudName, Packaging } from "../../components/names.js";
import type { CloudAdapter } from "../adapter.js";
import { LocalContract } from "./args.js";
import { contractOf } from "./contract.js";
import { deploy } from "./function.js";
import { limits } from "./limits.js";
import { type LocalSpec, own, ownArguments } from "./own.js";
import { schedule } from "./schedule.js";

/** The machine that Pulumi runs on, through the emulator. */
export const local: CloudAdapter<LocalSpec> = {
  name: CloudName.Local,
  limits,
  // An image holds a program for Linux.
  packaging: process.platform === "linux" ? [Packaging.Zip, Packaging.Image] : [Packaging.Zip],
  images: { format: "oci", repository: "none" },
  architectures: [process.arch === "arm64" ? Architecture.Arm64 : Architecture.Amd64],
  operatingSystem: process.platform === "darwin" ? "darwin" : "linux",
  buildTags: ({ local: settings }) => [`goserverless.${settings?.contract ?? LocalContract.Lambda}`],
  schedule,
  ownArguments,
  own,
  contract: ({ contract }, binary) => contractOf(binary, contract),
  deploy,
};
