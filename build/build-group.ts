import type { ArtifactStore, StoredArtifact } from "./artifact-store.js";
import { gather } from "./gather.js";
import { goBuild } from "./go-build.js";
import { packagePath } from "./go-package.js";
import { type Plan, planJobs } from "./go-plan.js";
import { type GoSetup, goSetup } from "./go-setup.js";
import { readIncluded } from "./include.js";
import { mustGet } from "./must-get.js";
import { pack } from "./pack.js";
import type { GoJob } from "./prepare.js";
import type { BuildRequest } from "./request.js";
import { showPath } from "./show-path.js";

/** Packages of one module that are built for one system with the same options. */
export interface GoGroup {
  readonly moduleRoot: string;
  readonly target: Pick<BuildRequest, "os" | "architecture" | "go">;
  readonly jobs: readonly GoJob[];
}

/** An artifact, and whether it was there already. */
export type Built = StoredArtifact & { readonly cached: boolean };

/** Builds what is not in the store yet, all of it with one `go build`; gives each job its artifact. */
export async function buildGroup(
  { moduleRoot, target, jobs }: GoGroup,
  store: ArtifactStore,
): Promise<ReadonlyMap<GoJob, Built>> {
  const setup = await goSetup(moduleRoot, target);
  const plans = await planJobs(setup, jobs);

  const artifacts = new Map<string, Built>();
  const missing = new Map<string, Plan>();
  for (const plan of plans) {
    const found = store.find(plan.key);
    if (found) artifacts.set(plan.key, { ...found, cached: true });
    else missing.set(plan.key, plan);
  }
  if (missing.size > 0) {
    const built = await store.withScratch((scratch) =>
      buildPlans(setup, [...missing.values()], scratch, store),
    );
    for (const [key, artifact] of built) artifacts.set(key, { ...artifact, cached: false });
  }
  return new Map(plans.map(({ job, key }) => [job, mustGet(artifacts, key)]));
}

async function buildPlans(
  setup: GoSetup,
  plans: readonly Plan[],
  scratch: string,
  store: ArtifactStore,
): Promise<ReadonlyMap<string, StoredArtifact>> {
  const { go, flags, target } = setup;
  const mains = [...new Set(plans.map(({ main }) => main))];
  const binaries = await goBuild(go, flags, mains, scratch, target);
  // A source saved while Go ran can be in the binary without being in the key. Asking again, while packing, shows it.
  const again = planJobs(
    setup,
    plans.map(({ job }) => job),
  ).catch(() => []);
  const packed = await gather(
    plans.map(async ({ job, main, key }) => {
      const subject = `The binary of "entry" ${showPath(job.folder)}`;
      const program = mustGet(binaries, main);
      const included = await readIncluded(job.included);
      const origin = { entry: packagePath(setup.go.folder, job.folder), flags };
      const packing = { program, included, target, image: job.image, origin, subject };
      return [key, await pack(packing, store)] as const;
    }),
  );
  const certain = new Set((await again).flatMap(({ key, main }) => (main.fingerprint === "" ? [] : [key])));
  await gather(packed.flatMap(([key, artifact]) => (certain.has(key) ? [store.record(key, artifact)] : [])));
  return new Map(packed);
}
