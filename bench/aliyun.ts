import { artifactPath, cacheFolder } from "../build/index.js";
import { StandinAliyun } from "../tests/standins/aliyun/standin-aliyun.js";
import { compareOn, type Deployed } from "./cloud.js";
import type { Benchmark, Row } from "./main.js";
import { resourcesIn } from "./resources-in.js";
import { round } from "./statistics.js";

/** What a program is without the component: the code is read from files that are there, and nothing else is declared. */
const plain = `
const alicloud = require("@pulumi/alicloud");
const { names, memoryMb, zips } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
names.forEach((name, index) => new alicloud.fc.V3Function(name, {
  functionName: "plain-" + name, runtime: "custom.debian12", handler: "bootstrap", memorySize: memoryMb,
  cpu: memoryMb / 1024 > 0.2 ? 0.2 : 0.1, diskSize: 512, timeout: 10, code: { zipFile: require("node:fs").readFileSync(zips[index], "base64") },
  logConfig: { logBeginRule: "None" },
}));
`;

/** What the component costs beside bare functions; and what the state holds with code in it and in a bucket. */
export const aliyun: Benchmark = {
  title: "`pulumi preview` and `up` on aliyun, by number of functions",
  run: () =>
    compareOn({
      cloud: "aliyun",
      start: async () => {
        const account = await StandinAliyun.start();
        account.addBucket(bucket);
        return account;
      },
      plain,
      architecture: "amd64",
      // Ten with their code in the state are a state of 32 MB.
      rounds: { 1: 2, 10: 1 },
      settings: (_, state) => ({ zips: zipsIn(state) }),
      more: compareState,
    }),
};

const bucket = "bench";

/** The zips that the component made, in the order of the names. */
function zipsIn(state: string): string[] {
  const functions = resourcesIn(state, "goserverless:index:GoServerlessFunction");
  const number = (urn: string) => Number(/f(\d+)$/.exec(urn)?.[1]);
  return functions
    .sort((one, two) => number(one.urn) - number(two.urn))
    .map(({ outputs }) =>
      artifactPath({ kind: "zip", sha256: String(outputs["artifactSha256"]) }, cacheFolder()),
    );
}

/** The same functions with their code in the state, and in a bucket. */
async function compareState({ count, set, up, state }: Deployed): Promise<Row[]> {
  const inlineMb = state().length / 1e6;
  const inlineMs = await timed(up);
  set({ more: { aliyun: { bucket } } });
  await up();
  const bucketMb = state().length / 1e6;
  const bucketMs = await timed(up);
  return [
    {
      what: `${count} functions, state with code inline and in a bucket`,
      values: { inlineMb: round(inlineMb), bucketMb: round(bucketMb), ratio: round(bucketMb / inlineMb, 3) },
    },
    {
      what: `${count} functions, unchanged up with code inline and in a bucket (one run)`,
      values: {
        inlineMs: round(inlineMs, 0),
        bucketMs: round(bucketMs, 0),
        ratio: round(bucketMs / inlineMs),
      },
    },
  ];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
