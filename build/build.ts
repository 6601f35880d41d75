import type { Artifact } from "./artifact.js";
import { buildBatch } from "./build-batch.js";
import { mustGet } from "./must-get.js";
import type { BuildRequest } from "./request.js";

interface OpenBatch {
  readonly requests: BuildRequest[];
  readonly artifacts: Promise<ReadonlyMap<BuildRequest, Artifact>>;
}

/** The batch of this tick, while it still takes requests. */
let open: OpenBatch | undefined;

/**
 * Builds one function's artifact, or finds it in the cache.
 *
 * Requests made in the same tick are one batch: those that share module, system and options become one `go build`. A
 * batch succeeds as a whole; otherwise each of its promises rejects with the same `BuildError`.
 */
export async function build(request: BuildRequest): Promise<Artifact> {
  open ??= openBatch();
  const { requests, artifacts } = open;
  requests.push(request);
  return mustGet(await artifacts, request);
}

function openBatch(): OpenBatch {
  const requests: BuildRequest[] = [];
  const tickEnd = new Promise<void>((resolve) => setImmediate(resolve));
  const artifacts = tickEnd.then(() => {
    open = undefined;
    return buildBatch(requests);
  });
  return { requests, artifacts };
}
