import * as fs from "node:fs";
import * as path from "node:path";

/** What is pulled of the image that is alone in an OCI layout. */
export function layoutBytes(layout: string): number {
  const blobs = path.join(layout, "blobs", "sha256");
  return fs.readdirSync(blobs).reduce((sum, name) => sum + fs.statSync(path.join(blobs, name)).size, 0);
}
