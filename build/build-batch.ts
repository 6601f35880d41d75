import type { Artifact } from "./artifact.js";
import { type ArtifactStore, openStore } from "./artifact-store.js";
import { type Built, buildGroup, type GoGroup } from "./build-group.js";
import { buildPrebuilt } from "./build-prebuilt.js";
import { cacheFolder } from "./cache-folder.js";
import { combineErrors } from "./combine-errors.js";
import { ImageDataReader } from "./image-data.js";
import { limit } from "./limit.js";
import { type GoJob, type PrebuiltJob, prepare } from "./prepare.js";
import { pruneCache } from "./prune-cache.js";
import type { BuildRequest } from "./request.js";

type Job = GoJob | PrebuiltJob;

/** Go itself uses every processor; a second group fills the time that the first one spends linking. */
const limited = limit(2);

/** Builds all requests or none: each one's artifact, or one error that tells of every failure. */
export async function buildBatch(
  requests: readonly BuildRequest[],
): Promise<ReadonlyMap<BuildRequest, Artifact>> {
  const startMs = performance.now();
  const folder = cacheFolder();
  const store = openStore(folder);
  const artifacts = new Map<BuildRequest, Artifact>();
  const keep = ({ request }: Job, built: Built) => {
    artifacts.set(request, toArtifact(request, built, store, performance.now() - startMs));
  };

  const images = new ImageDataReader();
  const prepared = await Promise.allSettled(requests.map((request) => prepare(request, images)));
  const jobs = prepared.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const outcomes = await Promise.allSettled([
    ...groupJobs(jobs).map(async (group) => {
      const built = await limited(() => buildGroup(group, store));
      for (const [job, artifact] of built) keep(job, artifact);
    }),
    ...jobs
      .flatMap((job) => (job.kind === "prebuilt" ? [job] : []))
      .map(async (job) => {
        keep(job, await buildPrebuilt(job, store));
      }),
  ]);
  const rejected = [...prepared, ...outcomes].flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason] : [],
  );
  if (rejected.length > 0) throw combineErrors(rejected);
  await pruneCache(folder);
  return artifacts;
}

/** Jobs that one `go build` can do together. */
function groupJobs(jobs: readonly Job[]): GoGroup[] {
  const groups = new Map<string, GoGroup & { jobs: GoJob[] }>();
  for (const job of jobs) {
    if (job.kind !== "go") continue;
    const { moduleRoot, request } = job;
    const { tags, ldflags, flags, env, goBinary } = request.go;
    const sortedEnv = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1));
    const id = JSON.stringify([
      moduleRoot,
      request.os,
      request.architecture,
      tags,
      ldflags,
      flags,
      sortedEnv,
      goBinary,
    ]);
    const group = groups.get(id) ?? { moduleRoot, target: request, jobs: [] };
    group.jobs.push(job);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function toArtifact(request: BuildRequest, built: Built, store: ArtifactStore, buildMs: number): Artifact {
  const { kind, sha256, bytes, cached, binary } = built;
  const { os, architecture } = request;
  return { kind, path: store.pathOf(built), sha256, bytes, os, architecture, cached, buildMs, binary };
}
