import { limit } from "./limit.js";
import { readLayout } from "./oci/read-layout.js";
import { type PushOptions, pushImage } from "./oci/registry/push.js";
import { parseReference } from "./oci/registry/reference.js";

export type { Progress } from "./oci/registry/push.js";

/** Each sends several blobs at once. */
const limited = limit(4);

/** The first push of this process to each registry, and the repository that it goes to. */
const first = new Map<string, { readonly repository: string; readonly ended: Promise<unknown> }>();

/**
 * Brings a built image, and the documents about it, into a repository: `host/name:tag`.
 *
 * The first image of a registry goes alone, so that the others can have what it shares with them taken over.
 *
 * @returns `host/name@sha256:...`
 */
export async function pushArtifact(
  layout: string,
  to: string,
  options: Omit<PushOptions, "mountFrom">,
): Promise<string> {
  const image = await readLayout(layout);
  const { registry, repository } = parseReference(to);
  const other = first.get(registry);
  if (other) {
    await other.ended;
    return limited(() => pushImage(image, to, { ...options, mountFrom: other.repository }));
  }
  const push = pushImage(image, to, options);
  first.set(registry, { repository, ended: push.catch(() => {}) });
  return push;
}
