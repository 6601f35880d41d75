import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { readCertificates } from "../build/oci/certificates.js";
import { type ImageRequest, toImage } from "../build/oci/image.js";
import { pushImage } from "../build/oci/registry/push.js";
import { readTimeZones } from "../build/oci/time-zones.js";
import { requestOf } from "./build-request.js";

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
