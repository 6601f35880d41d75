import { fcDriver } from "./fc-driver.js";
import type { Contract } from "./function-config.js";
import { FunctionVersion, type VersionOptions } from "./function-version.js";
import { lambdaDriver } from "./lambda-driver.js";
import type { Version } from "./version.js";

/** Makes a version of a function, by the contract that its program speaks. */
export const createVersion: Readonly<Record<Contract, (options: VersionOptions) => Version>> = {
  lambda: (options) => new FunctionVersion(lambdaDriver, options),
  fc: (options) => new FunctionVersion(fcDriver, options),
};
