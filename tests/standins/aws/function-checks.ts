import { type UnzippedEntry, unzip } from "../../../build/unzip.js";
import { ApiError } from "../api-error.js";
import type { Account } from "./account.js";
import { facts } from "./facts.js";
import { invalid } from "./lambda-calls.js";
import type { FunctionProps } from "./lambda-function.js";
import { checkRole } from "./roles.js";

const { reservedKeys = [] } =
  facts["aws:lambda/function:Function"]?.properties["environment"]?.nested?.["variables"]
    ?.serviceValidation ?? {};
const environmentProblem =
  "Lambda was unable to configure your environment variables because the environment variables you have provided";

/** Refuses a configuration, in the service's words. */
export function checkConfig(account: Account, config: FunctionProps): void {
  const {
    role,
    environment,
    snapStart,
    runtime,
    loggingConfig,
    packageType,
    handler,
    layers = [],
    memorySize,
  } = config;
  const variables = environment?.variables ?? {};
  const used = Object.keys(variables).filter((key) => reservedKeys.includes(key));
  if (used.length > 0) {
    const what =
      "contains reserved keys that are currently not supported for modification. Reserved keys used in this request";
    throw invalid(`${environmentProblem} ${what}: ${used.join(", ")}`);
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > account.limits.environmentBytes)
    throw invalid(`${environmentProblem} exceeded the 4KB limit. String measured: ${measured}`);
  if (snapStart?.applyOn === "PublishedVersions")
    throw invalid(`${runtime} is not supported for SnapStart enabled functions.`);
  if (packageType === "Image" && (handler ?? runtime ?? layers[0]) !== undefined)
    throw invalid(
      "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
    );
  if (
    loggingConfig?.logFormat === "Text" &&
    (loggingConfig.applicationLogLevel ?? loggingConfig.systemLogLevel)
  ) {
    const advice = 'Remove LogLevel from your request or change the LogFormat to "JSON" and try again.';
    throw invalid(`LogLevel is not supported when LogFormat is set to "Text". ${advice}`);
  }
  if (memorySize > 10_240)
    throw invalid(
      "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
    );
  checkRole(account, role, config);
}

/** Refuses a zip that is sent with the call: only through S3 may it be larger. */
export function checkUpload({ limits }: Account, code: Buffer): void {
  if (code.length > limits.codeSizeZipped)
    throw new ApiError(
      "RequestEntityTooLargeException",
      `Zipped size must be smaller than ${limits.codeSizeZipped} bytes`,
    );
}

/** Refuses a zip. */
export function checkCode({ limits }: Account, code: Buffer): void {
  const entries = entriesOf(code);
  if (entries.reduce((sum, { bytes }) => sum + bytes, 0) > limits.codeSizeUnzipped)
    throw invalid(`Unzipped size must be smaller than ${limits.codeSizeUnzipped} bytes`);
}

function entriesOf(code: Buffer): UnzippedEntry[] {
  try {
    return unzip(code);
  } catch {
    throw invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
}
