import { writeDockerTar } from "../build/oci/docker-tar.js";
import { writeLayout } from "../build/oci/layout.js";
import { parseReference } from "../build/oci/registry/reference.js";
import { readSavedImage } from "../build/read-saved-image.js";
import { UsageError } from "./usage-error.js";

/** Puts a copy of a built image at `target`, whole or not at all. */
export async function leaveImage(
  layout: string,
  target: string,
  output: "layout" | "docker-tar",
  name: string,
): Promise<void> {
  const image = await readSavedImage(layout);
  if (output === "layout") await writeLayout(image, target, "latest");
  else await writeDockerTar(image, target, toDockerName(name));
}

/** The name that `docker load` gives the image of an entry. */
export function toDockerName(entryName: string): string {
  // Docker takes no capitals.
  const name = `${entryName.toLowerCase()}:latest`;
  try {
    const { tag } = parseReference(`localhost/${name}`);
    if (tag === "latest") return name;
  } catch {}
  throw new UsageError(
    `The folder "${entryName}" cannot name an image for "docker load". Its name must be letters, digits and single ".", "_", "__" or "-" between them. Rename it, or leave a layout.`,
  );
}
