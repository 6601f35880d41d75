import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { BuildError } from "./build-error.js";
import { fileAt } from "./file-at.js";
import { findModule } from "./go-module.js";
import type { ImageData, ImageDataReader } from "./image-data.js";
import { findIncluded, type IncludedFile } from "./include.js";
import { messages } from "./messages.js";
import type { BuildRequest } from "./request.js";
import { showPath } from "./show-path.js";

/** A checked request for a Go package. */
export interface GoJob {
  readonly kind: "go";
  readonly request: BuildRequest;
  readonly folder: string;
  readonly moduleRoot: string;
  readonly included: readonly IncludedFile[];
  /** Of what an image is to be made; unset: a zip. */
  readonly image?: ImageData;
}

/** A checked request for a file that was built before. */
export interface PrebuiltJob {
  readonly kind: "prebuilt";
  readonly request: BuildRequest;
  readonly path: string;
  readonly bytes: Buffer;
  readonly isZip: boolean;
  readonly included: readonly IncludedFile[];
  readonly image?: ImageData;
}

/** Checks and reads what a request names on disk, before anything is compiled. */
export async function prepare(request: BuildRequest, data: ImageDataReader): Promise<GoJob | PrebuiltJob> {
  const { entry, prebuilt } = request;
  if (entry !== undefined && prebuilt === undefined)
    return withImage(await prepareEntry(request, entry), entry, data);
  if (entry === undefined && prebuilt !== undefined)
    return withImage(await preparePrebuilt(request, prebuilt), dirname(prebuilt), data);
  throw new BuildError(messages.entryOrArtifact);
}

async function withImage<Job extends GoJob | PrebuiltJob>(
  job: Job,
  folder: string,
  data: ImageDataReader,
): Promise<Job> {
  const { image } = job.request;
  return image === undefined ? job : { ...job, image: await data.read(job.request, image, folder) };
}

async function prepareEntry(request: BuildRequest, entry: string): Promise<GoJob> {
  const found = findModule(entry);
  return { kind: "go", request, ...found, included: await findIncluded(entry, request.include) };
}

async function preparePrebuilt(request: BuildRequest, path: string): Promise<PrebuiltJob> {
  const found = fileAt(path);
  if (!found) throw new BuildError(messages.artifactMissing(showPath(path)));
  if (!found.isFile()) throw new BuildError(messages.artifactNotFile(showPath(path)));
  const bytes = await readFile(path);
  const isZip = bytes.toString("latin1", 0, 2) === "PK";
  if (isZip && request.include.length > 0)
    throw new BuildError(messages.artifactZipWithInclude(showPath(path)));
  return {
    kind: "prebuilt",
    request,
    path,
    bytes,
    isZip,
    included: await findIncluded(dirname(path), request.include),
  };
}
