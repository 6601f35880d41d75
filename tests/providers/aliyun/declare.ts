import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Artifact } from "../../../build/index.js";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import type { ForeignImage } from "../../../providers/adapter.js";
import { aliyun } from "../../../providers/aliyun/index.js";
import type { Answers, Calls } from "../../fakes/pulumi.js";
import { builtFor, changesBetween, type Declared, declareOn, type Inputs, sha256 } from "../declarer.js";

/** What was built, without building it; the zip says `zipped`. */
export const artifact = builtFor("amd64", ["github.com/goserverless/goserverless/runtime@v0.1.0"]);

/** What only Aliyun knows, for the newest version 42. */
export const answers: Answers = ({ type, name }) => computed[type]?.(name) ?? {};

const computed: Readonly<Record<string, (name: string) => Record<string, unknown>>> = {
  "alicloud:fc/v3Function:V3Function": (name) => ({
    functionArn: `acs:fc:cn-hangzhou:1234567890123456:functions/${name}`,
    lastModifiedTime: "2026-11-23T08:00:00Z",
  }),
  "alicloud:fc/v3FunctionVersion:V3FunctionVersion": () => ({ versionId: "42" }),
  "alicloud:fc/v3Trigger:V3Trigger": (name) => ({
    httpTrigger: {
      urlInternet: `https://${name}-abcdef.cn-hangzhou.fcapp.run`,
      urlIntranet: `https://${name}-abcdef.cn-hangzhou-vpc.fcapp.run`,
    },
  }),
  "alicloud:ram/role:Role": (name) => ({ arn: `acs:ram::1234567890123456:role/${name}` }),
};

/** The account, and a checksum that shows which bytes it is of. */
const calls: Calls = (token, { filename }) =>
  token === "alicloud:index/getAccount:getAccount"
    ? { id: "1234567890123456" }
    : { checksum: `crc64 of ${readFileSync(String(filename), "utf8")}` };

interface Circumstances {
  readonly built?: Partial<Artifact>;
  /** The bytes of the zip. */
  readonly zip?: string;
  /** An image that was built elsewhere. */
  readonly foreign?: ForeignImage;
  /** What is answered besides. */
  readonly answers?: Answers;
  readonly preview?: boolean;
  /** The time of the deployment. */
  readonly at?: string;
}

/** Declares the function `api` of the stack `prod`, whose code is built already. */
export async function declare(
  args: Partial<GoServerlessFunctionArgs> = {},
  { built = {}, zip = "zipped", foreign, answers: more = () => ({}), preview, at }: Circumstances = {},
): Promise<Declared> {
  const folder = await mkdtemp(join(tmpdir(), "goserverless-"));
  const path = join(folder, `${sha256}.zip`);
  try {
    await writeFile(path, zip);
    const declared = await declareOn(
      {
        adapter: aliyun,
        artifact: foreign ?? { ...artifact, path, ...built },
        answers: (resource) => ({ ...answers(resource), ...more(resource) }),
        calls,
        preview,
        at,
      },
      args,
    );
    return { ...declared, inputs: JSON.parse(JSON.stringify(declared.inputs).replaceAll(folder, "/cache")) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What arguments change about the function that sets nothing. */
export async function declareChanges(
  args: Partial<GoServerlessFunctionArgs>,
  circumstances?: Circumstances,
): Promise<Record<string, Inputs>> {
  return changesBetween(await declare(), await declare(args, circumstances));
}
