import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { readCertificates } from "../build/oci/certificates.js";
import { type ImageRequest, toImage } from "../build/oci/image.js";
import { pushImage } from "../build/oci/registry/push.js";
import { readTimeZones } from "../build/oci/time-zones.js";
import { requestOf } from "./build-request.js";
import { layoutBytes } from "./layout.js";

const run = promisify(execFile);

/** https://ko.build */
export interface Ko {
  build(...args: string[]): Promise<unknown>;
  /** What is pulled of the image in a layout. */
  bytes(): Promise<number>;
}

/** Installs ko, and puts a base image where it finds one: nothing from outside is needed. */
export async function prepareKo(folder: string, entry: string, host: string): Promise<Ko> {
  const bin = path.join(folder, "bin");
  await installKo(bin);
  await pushBase(entry, host);
  const layout = path.join(folder, "ko-layout");
  const env = {
    ...process.env,
    ...koSettings(entry, host),
    KOCACHE: path.join(folder, "ko-cache"),
    GOFLAGS: "-buildvcs=false",
  };
  const build: Ko["build"] = (...args) =>
    run(path.join(bin, "ko"), ["build", "--bare", ...args, "."], { cwd: entry, env });
  return {
    build,
    async bytes() {
      await build("--push=false", `--oci-layout-path=${layout}`);
      return layoutBytes(layout);
    },
  };
}

export const koVersion = "0.19.1";

export async function installKo(bin: string): Promise<void> {
  const env = { ...process.env, GOBIN: bin };
  await run("go", ["install", `github.com/google/ko@v${koVersion}`], { env });
}

/** Certificates and time zones, as in the base that ko takes by itself. */
export async function pushBase(entry: string, host: string): Promise<void> {
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
}

/** Where ko pushes, and what it puts a program on. */
export function koSettings(entry: string, host: string): Record<string, string> {
  return {
    KO_DOCKER_REPO: `${host}/ko/api`,
    KO_DEFAULTBASEIMAGE: `${host}/static:latest`,
    KO_DEFAULTPLATFORMS: `linux/${requestOf(entry).architecture}`,
  };
}
