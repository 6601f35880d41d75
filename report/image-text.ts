import type { ImageInspection } from "../build/inspect.js";
import { toColumns } from "./columns.js";
import { toCountText } from "./count.js";
import {
  type Block,
  type Colors,
  indent,
  type Row,
  toFileLines,
  toProgramRows,
  toRows,
  toSizes,
  toTitle,
} from "./inspection-blocks.js";
import { toNames } from "./inspection-document.js";
import { toPrintable } from "./printable.js";

const columns = 80;
const savedTexts = { layout: "OCI layout", "docker-tar": 'tar for "docker load"' } as const;

/** What is in an image, for the terminal. */
export function toImageBlocks(image: ImageInspection, path: string, colors: Colors): readonly Block[] {
  const { config, layers, program } = image;
  const title = `image for ${config.os}/${config.architecture}, ${savedTexts[image.savedAs]}`;
  const unpackedBytes = layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0);
  const rows: Row[] = [
    ["size", toSizes(image.bytes, unpackedBytes)],
    ["manifest", image.mediaType],
    ["config", image.configMediaType],
    ["created", config.created],
    ["user", config.user === "" ? "root" : config.user],
    ["entrypoint", toWords(config.entrypoint)],
    ["command", toWords(config.command)],
    ["folder", config.workingFolder],
    ["environment", toNames(config.environment).join(" ")],
    ...toProgramRows(program, "not in the image"),
    ["provenance", toProvenanceText(image.provenance)],
  ];
  return [
    toTitle(path, title, image.digest, colors),
    toRows(rows, colors),
    ...toLabelBlocks(config.labels, colors),
    ...toSbomBlocks(image.sbom, colors),
    ...layers.flatMap((layer, index) => [
      [
        `${colors.bold(`Layer ${index + 1} of ${layers.length}`)}  ${toSizes(layer.bytes, layer.unpackedBytes)}`,
        layer.digest,
        toPrintable(layer.mediaType),
      ],
      toFileLines(layer.files),
    ]),
  ];
}

function toLabelBlocks(labels: Readonly<Record<string, string>>, { bold, dim }: Colors): readonly Block[] {
  const lines = Object.entries(labels).flatMap(([name, value]) => {
    const [label, text] = [toPrintable(name), toPrintable(value)];
    const isShort = `  ${label}  ${text}`.length <= columns;
    return isShort ? [`  ${dim(label)}  ${text}`] : [`  ${dim(label)}`, `    ${text}`];
  });
  return lines.length === 0 ? [] : [[bold("Labels"), ...lines]];
}

function toSbomBlocks(sbom: ImageInspection["sbom"], { bold }: Colors): readonly Block[] {
  if (sbom === undefined) return [];
  const { components, isSaved } = sbom;
  const origin = isSaved ? "" : ", none is saved with the image: made of its program";
  const rows = components.map(({ name, version }) => [toPrintable(name), toPrintable(version)]);
  return [
    [
      `${bold("SBOM")}  ${toCountText(components.length, "component")}${origin}`,
      ...toColumns(rows, ["left", "left"]).map(indent),
    ],
  ];
}

function toProvenanceText(provenance: ImageInspection["provenance"]): string {
  if (provenance === undefined) return "none";
  return provenance.isOfImage ? "of this image" : "of another image";
}

/** Arguments, each with quotes where its end would not be seen. */
function toWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}
