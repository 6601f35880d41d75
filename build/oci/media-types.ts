/** How the parts of an image are labelled; the bytes of its files are the same in both. */
export const imageFormats = ["oci", "docker"] as const;
export type ImageFormat = (typeof imageFormats)[number];

interface MediaTypes {
  readonly manifest: string;
  readonly config: string;
  readonly layer: string;
}

// https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md
// https://distribution.github.io/distribution/spec/manifest-v2-2/
export const mediaTypes: Readonly<Record<ImageFormat, MediaTypes>> = {
  oci: {
    manifest: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  },
  docker: {
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
  },
};

/** Lists of images for several platforms, which the clouds do not take. */
export const indexTypes: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

export const ociIndexType = "application/vnd.oci.image.index.v1+json";
