import * as path from "node:path";
import type { TarMember } from "../build/oci/untar.js";

/** The files and folders of an image by their paths, a folder before what is in it. */
export type ImageTree = ReadonlyMap<string, TarMember>;

const whiteout = ".wh.";
/** Hides what lower layers have in its folder: https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#opaque-whiteout */
const opaque = ".wh..wh..opq";

/** Puts layers on each other, lowest first. Throws an `Error` whose message says what is wrong, as a clause. */
export function toImageTree(layers: readonly (readonly TarMember[])[]): ImageTree {
  const tree = new Map<string, TarMember>();
  for (const members of layers) {
    // The root itself is the folder that is unpacked to.
    const named = members.filter((member) => member.path !== "" && member.path !== ".");
    named.forEach(checkMember);
    const isWhiteout = (member: TarMember) => path.posix.basename(member.path).startsWith(whiteout);
    // They hide what is in lower layers, wherever in their own they stand.
    for (const member of named.filter(isWhiteout)) hide(tree, member.path);
    for (const member of named) if (!isWhiteout(member)) put(tree, member);
  }
  return new Map([...tree].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function checkMember({ path: name, kind }: TarMember): void {
  const shown = JSON.stringify(name);
  if (name.includes("\0") || name.split("/").some((part) => ["", ".", ".."].includes(part)))
    throw new Error(`it holds ${shown}, which is no path inside it`);
  if (kind !== "file" && kind !== "folder")
    throw new Error(`it holds ${shown}, which is neither a file nor a folder`);
}

function hide(tree: Map<string, TarMember>, name: string): void {
  const folder = path.posix.dirname(name);
  const base = path.posix.basename(name);
  if (base === opaque) {
    removeBelow(tree, folder);
    return;
  }
  const hidden = path.posix.join(folder, base.slice(whiteout.length));
  tree.delete(hidden);
  removeBelow(tree, hidden);
}

function put(tree: Map<string, TarMember>, member: TarMember): void {
  if (member.kind === "file") removeBelow(tree, member.path);
  for (let above = path.posix.dirname(member.path); above !== "."; above = path.posix.dirname(above)) {
    if (tree.get(above)?.kind === "file") tree.delete(above);
  }
  tree.set(member.path, member);
}

function removeBelow(tree: Map<string, TarMember>, folder: string): void {
  for (const name of [...tree.keys()]) {
    if (folder === "." || name.startsWith(`${folder}/`)) tree.delete(name);
  }
}
