import * as path from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { BuildRequest } from "../build/request.js";
import type { CloudTraits, Limits } from "../providers/adapter.js";
import type { BudgetArgs, CorsArgs, GoServerlessFunctionArgs } from "./args.js";
import { Checker } from "./checker.js";
import { deepFreeze } from "./deep-freeze.js";
import { toImageSpec } from "./image.js";
import type { ImageSpec } from "./image-spec.js";
import { checkKnown } from "./known-arguments.js";
import { type CloudName, HttpAuth, ImageBuilder, Packaging } from "./names.js";
import { Problems } from "./problems.js";
import { asSection } from "./rule.js";
import { toWarm, type WarmSpec } from "./warm.js";

const allocationCounts = { min: 1, max: Number.MAX_SAFE_INTEGER };

/** One function as it will be deployed: every default filled, everything checked, nothing left to decide. */
export interface Spec<Own = unknown> {
  readonly name: string;
  readonly cloud: CloudName;
  readonly build: BuildRequest;
  readonly packaging: Packaging;
  /** Set for images alone. */
  readonly image?: ImageSpec;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly tmpDiskMb: number;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly maxConcurrency?: number;
  readonly requestsPerInstance: number;
  readonly warm: WarmSpec;
  readonly http: {
    readonly auth: HttpAuth;
    readonly cors?: Readonly<Required<CorsArgs>>;
    readonly stream: boolean;
  };
  readonly logs: { readonly retentionDays: number };
  readonly budgets: Readonly<BudgetArgs>;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>>;
  /** The chosen cloud's own section. */
  readonly own: Own;
}

/**
 * Fills every default and checks every argument against what the cloud accepts. Pure: nothing is read or built.
 *
 * @throws InputPropertiesError that lists every problem, each with its property path.
 */
export function toSpec<Own>(
  name: string,
  args: GoServerlessFunctionArgs,
  cloud: CloudTraits<Own>,
): Spec<Own> {
  const problems = new Problems();
  const check = new Checker(problems, cloud.name);
  const { limits } = cloud;
  const [http, logs, budgets] = [asSection(args.http), asSection(args.logs), asSection(args.budgets)];
  const image = asSection(args.image);

  checkKnown(args, cloud, problems);
  check.name(name);
  check.exactlyOne(
    {
      entry: args.entry !== undefined,
      artifact: args.artifact !== undefined,
      "image.uri": image?.uri !== undefined,
    },
    'a Go main package ("entry"), a file built before ("artifact") or an image built elsewhere ("image.uri")',
  );
  const packaging = check.oneOf("packaging", args.packaging ?? Packaging.Zip, cloud.packaging);
  if (budgets !== undefined && image?.uri !== undefined)
    check.refuseUnseen(
      "budgets",
      'be left out with "image.uri", as nothing is known of what is in that image',
    );
  if (packaging === Packaging.Zip && image !== undefined)
    check.refuseUnseen("image", 'come with "packaging" image', "Set that, or leave it out.");
  const packed = packaging === Packaging.Image ? toImageSpec(image ?? {}, cloud, check) : undefined;
  if (byDocker(packed?.image, cloud) && budgets?.artifactMb !== undefined)
    check.refuseUnseen(
      "budgets.artifactMb",
      'be left out with "image.builder" docker, as its size is known only once it is pushed',
    );
  const maxConcurrency = check.optionalNumber("maxConcurrency", args.maxConcurrency, limits.maxConcurrency);

  const portable: Omit<Spec, "own"> = {
    name,
    cloud: cloud.name,
    build: { ...toBuildRequest(args, cloud, check), ...(packed && { image: packed.options }) },
    packaging,
    ...(packed && { image: packed.image }),
    memoryMb: check.number("memoryMb", args.memoryMb ?? 256, limits.memoryMb),
    timeoutSeconds: check.number("timeoutSeconds", args.timeoutSeconds ?? 10, limits.timeoutSeconds),
    tmpDiskMb: check.number("tmpDiskMb", args.tmpDiskMb ?? 512, limits.tmpDiskMb),
    environment: {
      ...check.environment("environment", args.environment ?? {}, limits),
      // Nothing in an event tells the Go runtime module how the answer will be read.
      ...(http?.stream === true && { GOSERVERLESS_HTTP_STREAM: "1" }),
    },
    maxConcurrency,
    requestsPerInstance: check.number(
      "requestsPerInstance",
      args.requestsPerInstance ?? 1,
      limits.requestsPerInstance,
    ),
    warm: toWarm(asSection(args.warm), { check, limits, maxConcurrency }),
    http: {
      auth: check.oneOf("http.auth", http?.auth ?? HttpAuth.Iam, limits.httpAuth),
      cors: toCors(asSection(http?.cors), check, limits),
      stream: check.boolean("http.stream", http?.stream ?? false),
    },
    logs: {
      retentionDays: check.number("logs.retentionDays", logs?.retentionDays ?? 30, limits.logRetentionDays),
    },
    budgets: {
      binaryMb: check.optionalAmount("budgets.binaryMb", budgets?.binaryMb, "megabytes"),
      artifactMb: check.optionalAmount("budgets.artifactMb", budgets?.artifactMb, "megabytes"),
      initMs: check.optionalAmount("budgets.initMs", budgets?.initMs, "milliseconds"),
      initAllocations: check.optionalNumber(
        "budgets.initAllocations",
        budgets?.initAllocations,
        allocationCounts,
      ),
    },
    tags: check.labels("tags", args.tags ?? {}),
  };
  const spec: Spec<Own> = { ...portable, own: cloud.own(args, check, portable.warm) };

  problems.throwIfAny(name);
  return deepFreeze(spec);
}

/** Where nothing is pushed, the image that Docker would be given runs as it is. */
function byDocker(image: ImageSpec | undefined, { images }: CloudTraits): boolean {
  return image?.builder === ImageBuilder.Docker && images.repository !== "none";
}

function toBuildRequest(args: GoServerlessFunctionArgs, cloud: CloudTraits, check: Checker): BuildRequest {
  const build = asSection(args.build) ?? {};
  return {
    entry: args.entry === undefined ? undefined : path.resolve(check.string("entry", args.entry)),
    prebuilt: args.artifact === undefined ? undefined : path.resolve(check.string("artifact", args.artifact)),
    os: cloud.operatingSystem,
    architecture: check.oneOf(
      "architecture",
      args.architecture ?? cloud.architectures[0],
      cloud.architectures,
    ),
    go: {
      tags: [...cloud.buildTags(args), ...check.strings("build.tags", build.tags ?? [])],
      ldflags: check.strings("build.ldflags", build.ldflags ?? []),
      flags: check.strings("build.flags", build.flags ?? []),
      env: check.plainStrings("build.env", build.env ?? {}),
      goBinary: check.string("build.goBinary", build.goBinary ?? "go"),
    },
    include: check.strings("build.include", build.include ?? []),
  };
}

function toCors(
  cors: CorsArgs | undefined,
  check: Checker,
  { corsMethods }: Limits,
): Required<CorsArgs> | undefined {
  if (cors === undefined) return undefined;
  const methodsOf = (methods: readonly string[]) =>
    check
      .strings("http.cors.allowMethods", methods)
      .map((method, index) => check.oneOf(`http.cors.allowMethods[${index}]`, method, corsMethods));
  return {
    allowOrigins: check.nonEmptyStrings("http.cors.allowOrigins", cors.allowOrigins),
    allowMethods: methodsOf(cors.allowMethods ?? ["*"]),
    allowHeaders: check.strings("http.cors.allowHeaders", cors.allowHeaders ?? []),
    exposeHeaders: check.strings("http.cors.exposeHeaders", cors.exposeHeaders ?? []),
    allowCredentials: check.boolean("http.cors.allowCredentials", cors.allowCredentials ?? false),
    maxAgeSeconds: check.number("http.cors.maxAgeSeconds", cors.maxAgeSeconds ?? 0, { min: 0, max: 86_400 }),
  };
}
