import type { CloudTraits } from "../providers/adapter.js";
import type { CloudArgs } from "../providers/cloud-args.js";
import type {
  BudgetArgs,
  BuildArgs,
  CorsArgs,
  GoServerlessFunctionArgs,
  HttpArgs,
  LogsArgs,
  WarmArgs,
  WarmAutoscaleArgs,
  WarmScheduleArgs,
} from "./args.js";
import type { ImageArgs, ImageFileArgs, ImageLabelsArgs } from "./image-args.js";
import { CloudName } from "./names.js";
import type { Problems } from "./problems.js";
import { describeValue, isSection } from "./rule.js";

/** One row for every argument, or the program does not compile: `true` ends here, a table describes a section, one in a list its items. */
export type Known<Section> = { readonly [Key in keyof Required<Section>]: true | object };

const autoscale: Known<WarmAutoscaleArgs> = { max: true, targetUtilization: true };
const schedule: Known<WarmScheduleArgs> = { cron: true, timezone: true, instances: true };
const warm: Known<WarmArgs> = { instances: true, autoscale, schedules: [schedule] };
const cors: Known<CorsArgs> = {
  allowOrigins: true,
  allowMethods: true,
  allowHeaders: true,
  exposeHeaders: true,
  allowCredentials: true,
  maxAgeSeconds: true,
};
const http: Known<HttpArgs> = { auth: true, cors, stream: true };
const logs: Known<LogsArgs> = { retentionDays: true };
const budgets: Known<BudgetArgs> = {
  binaryMb: true,
  artifactMb: true,
  initMs: true,
  initAllocations: true,
};
const build: Known<BuildArgs> = {
  tags: true,
  ldflags: true,
  flags: true,
  env: true,
  goBinary: true,
  include: true,
};

const imageFile: Known<ImageFileArgs> = { path: true, sha256: true };
const labels: Known<ImageLabelsArgs> = { source: true, revision: true, version: true, licenses: true };
const image: Known<ImageArgs> = {
  builder: true,
  repository: true,
  username: true,
  password: true,
  uri: true,
  caCertificates: true,
  caCertificatesFile: imageFile,
  timeZones: true,
  timeZonesFile: imageFile,
  user: true,
  labels,
  dockerfile: true,
  buildArgs: true,
};

type PortableArgs = Omit<GoServerlessFunctionArgs, keyof CloudArgs>;
const portable: Known<PortableArgs> = {
  cloud: true,
  entry: true,
  artifact: true,
  packaging: true,
  architecture: true,
  memoryMb: true,
  timeoutSeconds: true,
  tmpDiskMb: true,
  environment: true,
  maxConcurrency: true,
  requestsPerInstance: true,
  build,
  image,
  warm,
  http,
  logs,
  budgets,
  tags: true,
};

/** Notes every argument that does not exist, since a misspelt one would otherwise be ignored without a word. */
export function checkKnown(args: object, cloud: CloudTraits, problems: Problems): void {
  const otherClouds = Object.fromEntries(Object.values(CloudName).map((name) => [name, true]));
  checkSection("", args, { ...portable, ...otherClouds, [cloud.name]: cloud.ownArguments }, problems);
}

function checkSection(prefix: string, section: unknown, known: object, problems: Problems): void {
  if (section === undefined) return;
  const where = prefix === "" ? "args" : prefix.slice(0, -1);
  if (!isSection(section)) {
    problems.add(where, `"${where}" must be an object, got ${describeValue(section)}.`);
    return;
  }
  for (const [key, value] of Object.entries(section)) {
    const property = `${prefix}${key}`;
    const row: unknown = Object.hasOwn(known, key) ? known[key as keyof typeof known] : undefined;
    if (row === undefined) {
      const names = Object.entries(known)
        .flatMap(([name, about]) => (typeof about === "string" ? [] : [name]))
        .join(", ");
      problems.add(property, `"${property}" is not an argument. Known here: ${names}.`);
    } else if (typeof row === "string") {
      problems.add(property, `"${property}" ${row}`);
    } else if (Array.isArray(row)) {
      checkItems(property, value, row[0] as object, problems);
    } else if (row !== true) {
      checkSection(`${property}.`, value, row as object, problems);
    }
  }
}

function checkItems(property: string, value: unknown, known: object, problems: Problems): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    problems.add(property, `"${property}" must be a list, got ${describeValue(value)}.`);
    return;
  }
  value.forEach((item, index) => {
    checkSection(`${property}[${index}].`, item, known, problems);
  });
}
