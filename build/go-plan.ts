import { artifactKey } from "./artifact-key.js";
import { gather } from "./gather.js";
import { listPackages, type MainPackage } from "./go-list.js";
import type { GoSetup } from "./go-setup.js";
import { imageKey } from "./image-data.js";
import { includedDigest } from "./include.js";
import { mustGet } from "./must-get.js";
import type { GoJob } from "./prepare.js";

/** A job with what its artifact follows from, at the moment of asking. */
export interface Plan {
  readonly job: GoJob;
  readonly main: MainPackage;
  readonly key: string;
}

/** Finds out, with one `go list`, under which key each job's artifact is kept; in the jobs' order. */
export async function planJobs(
  { go, flags, settings, target }: GoSetup,
  jobs: readonly GoJob[],
): Promise<Plan[]> {
  const { os, architecture } = target;
  const mains = await listPackages(go, flags, [...new Set(jobs.map((job) => job.folder))], target);
  return gather(
    jobs.map(async (job) => {
      const main = mustGet(mains, job.folder);
      const { fingerprint, importPath } = main;
      const included = await includedDigest(job.included);
      const key = artifactKey({
        os,
        architecture,
        go: { flags, settings },
        fingerprint,
        importPath,
        included,
        ...(job.image && { image: imageKey(job.image) }),
      });
      return { job, main, key };
    }),
  );
}
