import { createColors } from "picocolors";
import type { EmulatorStatus } from "../emulator/client.js";
import type { FunctionStatus } from "../emulator/function-config.js";
import { type Alignment, toColumns } from "./columns.js";

const titles = ["NAME", "VERSION", "URL", "CODE", "WARM", "INSTANCES"];
const alignments: readonly Alignment[] = ["left", "right", "left", "left", "right", "left"];
const instanceStates = ["starting", "idle", "busy"] as const;

/** What there is to say of a local cloud that is not running. */
export const notRunningText = "The local cloud is not running.\n";

/** The state of the local cloud for the terminal: one line for the process, one for each function. */
export function toStatusText(status: EmulatorStatus, options: { readonly colors: boolean }): string {
  const { bold, cyan, dim } = createColors(options.colors);
  const rows = status.functions.map((each) => [
    bold(each.name),
    each.version,
    cyan(each.url),
    toCodeText(each),
    String(each.warmTarget),
    toInstancesText(each.instances),
  ]);
  const table =
    rows.length === 0 ? ["Nothing is deployed."] : toColumns([titles.map(dim), ...rows], alignments);
  const title = `The local cloud is running: process ${status.pid}, goserverless ${status.version}.`;
  return `${[title, "", ...table.map((line) => `  ${line}`)].join("\n")}\n`;
}

/** An image says whether its program sees the image's files alone. */
function toCodeText({ kind, isolation }: FunctionStatus): string {
  if (kind === "zip") return kind;
  return isolation === "root" ? "image, own root" : "image, no own root";
}

function toInstancesText(instances: FunctionStatus["instances"]): string {
  const counts = instanceStates.filter((state) => instances[state] > 0);
  return counts.map((state) => `${instances[state]} ${state}`).join(", ") || "none";
}
