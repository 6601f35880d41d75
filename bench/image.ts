import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { build } from "../build/index.js";
import { readCertificates } from "../build/oci/certificates.js";
import { type ImageRequest, toImage } from "../build/oci/image.js";
import { pushImage } from "../build/oci/registry/push.js";
import { readTimeZones } from "../build/oci/time-zones.js";
import type { BuildRequest, ImageOptions } from "../build/request.js";
import { startDebianRegistry } from "../tests/build/oci/registry/debian-registry.js";
import { requestOf } from "./build-request.js";
import { startCountingProxy } from "./counting-proxy.js";
import type { Benchmark, Row } from "./main.js";
import { interleaved, median, round } from "./statistics.js";

const run = promisify(execFile);
const project = path.resolve(__dirname, "..");
const runs = 7;
const images = 20;

const options: ImageOptions = { format: "oci", user: 65_532, certificates: {}, labels: {} };

/** As `pulumi up` does both, in a process of its own as ko is. */
const ours = `
const [dist, request, to] = process.argv.slice(1);
const { build } = require(dist + "/build/index.js");
const { pushArtifact } = require(dist + "/build/push.js");
build(JSON.parse(request)).then(({ path }) => to && pushArtifact(path, to, {}));
`;

/** What images weigh and take to make, beside ko (https://ko.build) with a base of certificates and time zones. */
export const image: Benchmark = {
  title: "Images: examples/http-api by ko and by us, pushed to a registry on this machine",
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
      return [
        ...(await bytes(request, ko)),
        ...(await times(request, ko, entry, registry.host)),
        await sharedBytes(proxy),
      ];
    } finally {
      proxy.close();
      await registry.close();
      fs.rmSync(folder, { recursive: true });
    }
  },
};

interface Ko {
  build(...args: string[]): Promise<unknown>;
  /** What is pulled of the image in a layout. */
  bytes(): Promise<number>;
}

/** Installs ko, and puts a base image where it finds one: nothing from outside is needed. */
async function prepareKo(folder: string, entry: string, host: string): Promise<Ko> {
  const bin = path.join(folder, "bin");
  await run("go", ["install", "github.com/google/ko@v0.19.1"], { env: { ...process.env, GOBIN: bin } });
  const go = { binary: "go", folder: entry, env: {} };
  const base: ImageRequest = {
    binary: Buffer.from("#!"),
    included: [],
    architecture: requestOf(entry).architecture,
    format: "oci",
    user: 65_532,
    labels: {},
    createdSeconds: 0,
    certificates: await readCertificates({}),
    timeZones: await readTimeZones({}, go),
  };
  await pushImage(await toImage(base), `${host}/static:latest`);
  const layout = path.join(folder, "ko-layout");
  const env = {
    ...process.env,
    KO_DOCKER_REPO: `${host}/ko/api`,
    KO_DEFAULTBASEIMAGE: `${host}/static:latest`,
    KO_DEFAULTPLATFORMS: `linux/${base.architecture}`,
    KOCACHE: path.join(folder, "ko-cache"),
    GOFLAGS: "-buildvcs=false",
  };
  const build: Ko["build"] = (...args) =>
    run(path.join(bin, "ko"), ["build", "--bare", ...args, "."], { cwd: entry, env });
  return {
    build,
    async bytes() {
      await build("--push=false", `--oci-layout-path=${layout}`);
      const blobs = path.join(layout, "blobs", "sha256");
      return fs.readdirSync(blobs).reduce((sum, name) => sum + fs.statSync(path.join(blobs, name)).size, 0);
    },
  };
}

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

async function times(request: BuildRequest, ko: Ko, entry: string, host: string): Promise<Row[]> {
  const dist = path.join(project, "dist");
  const byUs = (...to: string[]) => run(process.execPath, ["-e", ours, dist, JSON.stringify(request), ...to]);
  const unchanged = await interleaved(runs, {
    ko: () => ko.build("--push=false"),
    ours: () => byUs(),
  });
  const again = await interleaved(runs, {
    ko: () => ko.build(),
    ours: () => byUs(`${host}/ours/api:v1`),
  });
  let version = 0;
  const changed = await interleaved(runs, {
    ko: () => ko.build(),
    change: async () => touch(entry, ++version),
    ours: () => byUs(`${host}/ours/api:v1`),
    changeBack: async () => touch(entry, ++version),
  });
  const row = (what: string, samples: Readonly<Record<"ko" | "ours", number[]>>): Row => {
    const [koMs, oursMs] = [median(samples.ko), median(samples.ours)];
    return {
      what,
      values: { runs, koMs: round(koMs, 0), oursMs: round(oursMs, 0), ratio: round(oursMs / koMs) },
    };
  };
  return [
    row("unchanged: build", unchanged),
    row("unchanged: build and push", again),
    row("changed: build and push", changed),
  ];
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
    alone += [made.manifest, made.config, ...made.layers].reduce((sum, blob) => sum + blob.bytes.length, 0);
    await pushImage(made, `${proxy.host}/shared/f${index}:v1`, mountFrom);
  }
  const sentBytes = proxy.sentBytes() - before;
  return {
    what: `${images} images of tiny programs that share certificates, to as many repositories`,
    values: { aloneBytes: alone, sentBytes, ratio: round(sentBytes / alone) },
  };
}

function copyExample(folder: string): string {
  const example = path.join(project, "examples/http-api");
  const entry = path.join(folder, "http-api");
  fs.cpSync(example, entry, { recursive: true });
  const mod = path.join(entry, "go.mod");
  const runtime = path.join(project, "runtime");
  fs.writeFileSync(mod, fs.readFileSync(mod, "utf8").replace(/=> \.\.\/\.\.\/runtime/, `=> ${runtime}`));
  touch(entry, 0);
  return entry;
}

function touch(entry: string, version: number): void {
  fs.writeFileSync(
    path.join(entry, "version.go"),
    `package main\n\nvar Version = "${version}"\n\nfunc init() { println(Version) }\n`,
  );
}
