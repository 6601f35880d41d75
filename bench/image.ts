import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { build } from "../build/index.js";
import { pulledBytes } from "../build/oci/blob.js";
import { readCertificates } from "../build/oci/certificates.js";
import { toImage } from "../build/oci/image.js";
import { pushImage } from "../build/oci/registry/push.js";
import type { BuildRequest, ImageOptions } from "../build/request.js";
import { startDebianRegistry } from "../tests/build/oci/registry/debian-registry.js";
import { requestOf } from "./build-request.js";
import { startCountingProxy } from "./counting-proxy.js";
import { DockerBuild } from "./docker-build.js";
import { type Ko, prepareKo } from "./ko.js";
import type { Benchmark, Row } from "./main.js";
import { interleaved, median, round } from "./statistics.js";

const run = promisify(execFile);
const project = path.resolve(__dirname, "..");
const runs = 5;
const images = 20;

const options: ImageOptions = { format: "oci", user: 65_532, certificates: {}, labels: {} };

/** As `pulumi up` does both, in a process of its own as ko is. */
const ours = `
const [dist, request, to] = process.argv.slice(1);
const { build } = require(dist + "/build/index.js");
const { pushArtifact } = require(dist + "/build/push.js");
build(JSON.parse(request)).then(({ path }) => to && pushArtifact(path, to, {}));
`;

/** What images weigh and take to make, beside ko (https://ko.build) with a base of certificates and time zones, and Docker. */
export const image: Benchmark = {
  title: "Images: examples/http-api by ko, by Docker and by us, pushed to a registry on this machine",
  async run(): Promise<Row[]> {
    // ko takes the path of a layout for the name of a repository, which has no capitals.
    const folder = path.join(os.tmpdir(), `goserverless-bench-${process.pid}`);
    fs.mkdirSync(folder);
    const registry = await startDebianRegistry();
    const proxy = await startCountingProxy(registry.host);
    try {
      const entry = copyExample(folder);
      const request: BuildRequest = { ...requestOf(entry), os: "linux", image: options };
      const ko = await prepareKo(folder, entry, registry.host);
      const docker = await DockerBuild.start(path.dirname(entry), await goRoot(), registry.host);
      try {
        return [
          ...(await bytes(request, ko)),
          ...(await times(request, { ko, docker }, entry, registry.host)),
          await sharedBytes(proxy),
        ];
      } finally {
        await docker.stop();
      }
    } finally {
      proxy.close();
      await registry.close();
      fs.rmSync(folder, { recursive: true });
    }
  },
};

async function bytes(request: BuildRequest, ko: Ko): Promise<Row[]> {
  const koBytes = await ko.bytes();
  const slim = await build(request);
  const same = await build({ ...request, image: { ...options, timeZones: {} } });
  const row = (what: string, oursBytes: number): Row => ({
    what,
    values: { koBytes, oursBytes, ratio: round(oursBytes / koBytes) },
  });
  return [
    row("bytes that are pulled, with certificates", slim.bytes),
    row("bytes that are pulled, with certificates and time zones, as ko's", same.bytes),
  ];
}

/** Each changed build sees a change that it alone sees. */
async function times(
  request: BuildRequest,
  { ko, docker }: { readonly ko: Ko; readonly docker: DockerBuild },
  entry: string,
  host: string,
): Promise<Row[]> {
  const dist = path.join(project, "dist");
  const byUs = (...to: string[]) => run(process.execPath, ["-e", ours, dist, JSON.stringify(request), ...to]);
  const push = `${host}/ours/api:v1`;
  const uncached = docker.withoutCache();
  let version = 0;
  const changed = (build: () => Promise<unknown>) => () => {
    touch(entry, ++version);
    return build();
  };
  return [
    row(
      "unchanged: build",
      await interleaved(runs, {
        ko: () => ko.build("--push=false"),
        docker: () => docker.build(),
        ours: () => byUs(),
      }),
    ),
    row(
      "unchanged: build and push",
      await interleaved(runs, {
        ko: () => ko.build(),
        docker: () => docker.buildAndPush(),
        ours: () => byUs(push),
      }),
    ),
    row(
      "changed: build and push",
      await interleaved(runs, {
        ko: changed(() => ko.build()),
        docker: changed(() => uncached.buildAndPush()),
        "docker with Go's cache": changed(() => docker.buildAndPush()),
        ours: changed(() => byUs(push)),
      }),
    ),
  ];
}

/** Medians in milliseconds, and what ours is of each other one. */
function row(what: string, { ours: samples = [], ...others }: Readonly<Record<string, number[]>>): Row {
  const oursMs = median(samples);
  const values = Object.entries(others).flatMap(([name, theirs]) => {
    const ms = median(theirs);
    return [
      [`${name}, ms`, round(ms, 0)],
      [`of ${name}`, round(oursMs / ms)],
    ] as const;
  });
  return { what, values: { runs, "ours, ms": round(oursMs, 0), ...Object.fromEntries(values) } };
}

/** Bytes that twenty programs take to a registry, and what they would take without layers in common. */
async function sharedBytes(proxy: Awaited<ReturnType<typeof startCountingProxy>>): Promise<Row> {
  const certificates = await readCertificates({});
  const before = proxy.sentBytes();
  let alone = 0;
  for (let index = 0; index < images; index += 1) {
    const made = await toImage({
      binary: Buffer.from(`program ${index}`),
      included: [],
      architecture: "amd64",
      format: "oci",
      user: 65_532,
      labels: {},
      createdSeconds: 0,
      certificates,
    });
    const mountFrom = index === 0 ? {} : { mountFrom: "shared/f0" };
    alone += pulledBytes(made);
    await pushImage(made, `${proxy.host}/shared/f${index}:v1`, mountFrom);
  }
  const sentBytes = proxy.sentBytes() - before;
  return {
    what: `${images} images of tiny programs that share certificates, to as many repositories`,
    values: { aloneBytes: alone, sentBytes, ratio: round(sentBytes / alone) },
  };
}

/** A folder that Docker can be given, with all that the program is built of. */
function copyExample(folder: string): string {
  const sources = path.join(folder, "sources");
  const entry = path.join(sources, "http-api");
  fs.cpSync(path.join(project, "examples/http-api"), entry, { recursive: true });
  fs.cpSync(path.join(project, "runtime"), path.join(sources, "runtime"), { recursive: true });
  const mod = path.join(entry, "go.mod");
  fs.writeFileSync(mod, fs.readFileSync(mod, "utf8").replace("=> ../../runtime", "=> ../runtime"));
  touch(entry, 0);
  return entry;
}

async function goRoot(): Promise<string> {
  return (await run("go", ["env", "GOROOT"])).stdout.trim();
}

function touch(entry: string, version: number): void {
  fs.writeFileSync(
    path.join(entry, "version.go"),
    `package main\n\nvar Version = "${version}"\n\nfunc init() { println(Version) }\n`,
  );
}
