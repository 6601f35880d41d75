import type { GoArchitecture } from "../request.js";
import { type Blob, type Digest, toBlob } from "./blob.js";
import { rfc3339 } from "./created.js";

/** What an image says about how its program is run. */
export interface ConfigContent {
  readonly architecture: GoArchitecture;
  readonly user: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdSeconds: number;
  /** The layers as they are unpacked, lowest first, each with what it holds in a few words. */
  readonly layers: readonly { readonly diffId: Digest; readonly comment: string }[];
}

/** Made by us, so that no cloud or engine has to guess one. */
const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Writes an image's configuration: https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md */
export function toConfig(mediaType: string, content: ConfigContent): Blob {
  const created = rfc3339(content.createdSeconds);
  const { labels } = content;
  const config = {
    created,
    architecture: content.architecture,
    os: "linux",
    config: {
      User: `${content.user}:${content.user}`,
      Env: [`PATH=${path}`],
      Entrypoint: ["/bootstrap"],
      // Files next to the program are found by the names that they have next to its package.
      WorkingDir: "/",
      ...(Object.keys(labels).length === 0 ? {} : { Labels: labels }),
    },
    rootfs: { type: "layers", diff_ids: content.layers.map(({ diffId }) => diffId) },
    history: content.layers.map(({ comment }) => ({ created, created_by: "goserverless", comment })),
  };
  return toBlob(mediaType, Buffer.from(JSON.stringify(config)));
}
