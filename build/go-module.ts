import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { BuildError } from "./build-error.js";
import { fileAt } from "./file-at.js";
import { messages } from "./messages.js";
import { showPath } from "./show-path.js";

/** A main package's folder and the module it is in, both without symbolic links. */
export interface EntryFolder {
  readonly folder: string;
  readonly moduleRoot: string;
}

/** Finds the module of an entry: the nearest go.mod upwards. */
export function findModule(entry: string): EntryFolder {
  const found = fileAt(entry);
  if (!found) throw new BuildError(messages.entryMissing(showPath(entry)));
  if (!found.isDirectory())
    throw new BuildError(messages.entryIsFile(showPath(entry), showPath(dirname(entry))));
  const folder = realpathSync(entry);
  for (let above = folder; ; above = dirname(above)) {
    if (fileAt(join(above, "go.mod"))?.isFile()) return { folder, moduleRoot: above };
    if (above === dirname(above)) throw new BuildError(messages.entryOutsideModule(showPath(entry)));
  }
}
