import { BuildError } from "./build-error.js";
import { messages } from "./messages.js";
import type { DocumentedImage } from "./oci/layout-files.js";
import { readDockerTar, readLayout } from "./oci/read-layout.js";
import { type SavedKind, savedKind } from "./saved-kind.js";
import { showPath } from "./show-path.js";

/** How an image lies on a disk. */
export type SavedImageKind = Extract<SavedKind, "layout" | "docker-tar">;

export const imageReaders: Readonly<Record<SavedImageKind, (path: string) => Promise<DocumentedImage>>> = {
  layout: readLayout,
  "docker-tar": readDockerTar,
};

/** Reads an image, with the documents about it, from an OCI layout folder or a tar for `docker load`. */
export async function readSavedImage(path: string): Promise<DocumentedImage> {
  const kind = await savedKind(path);
  if (kind === "layout" || kind === "docker-tar") return imageReaders[kind](path);
  throw new BuildError(messages.savedNotImage(showPath(path), kind));
}
