import {
  binary,
  buildTime,
  image,
  type Measure,
  memory,
  p50,
  p95,
  p99,
  ratiosOf,
  toRatioText,
  zip,
} from "./compare.js";
import { renderLosses } from "./losses.js";
import { functionCounts, type PeerResult, type PeersDocument, type Phase } from "./results.js";

/** The heading of the part of docs/benchmarks.md that is made here. */
export const sectionHeading = "## Beside other tools";

const built = [binary, zip, image, p50, p95, p99, memory];

const timesOf = (phase: Phase) => functionCounts.map((functions) => buildTime(phase, functions));

/** Each is a table: what was done before the build that is timed. */
const timeTables = [
  {
    title: "A first build: Go's cache is empty (cold), or holds the libraries and nothing of the functions",
    head: "first",
    measures: [{ ...buildTime("cold", 1), title: "1 function, cold" }, ...timesOf("first")],
  },
  { title: "A build when nothing changed", head: "unchanged", measures: timesOf("unchanged") },
  { title: "A build after a line of one function changed", head: "edited", measures: timesOf("edited") },
] as const;

/** What docs/benchmarks.md says of the results. */
export function renderSection(document: PeersDocument): string {
  const { cpus, model, node } = document.machine;
  const tables = timeTables.map(({ title, head, measures }) => {
    const runs = runsOf(document, head);
    return `${title}${runs}:\n\n${table(document, head, measures, ({ builds }) => builds.length > 0)}`;
  });
  return `${sectionHeading}

\`\`\`console
$ npm run bench:peers
\`\`\`

One handler, each tool's way of building it, in one run on one machine: ${document.date}, Go ${document.go}, Node
${node.replace("v", "")}, ${cpus} cores of ${model}. The tools take turns, and medians are given. After each number stands what ours is of it: with
\`aws-lambda-go\`, then with the [Go runtime module](runtime.md); of ko's image and builds, our image. Less is better.

![Binary, unchanged build and start beside other tools](benchmarks-peers.svg)

${table(document, "built", built, (peer) => built.some((measure) => measure.of(peer) !== undefined))}
*Ready* is from exec to the first \`/next\`, of ${startsOf(document)} starts; *memory* is the most that was resident until then. A build is timed as its
user waits for it: the whole command.

${tables.join("\n")}
${renderLosses(document, [
  { title: "", measures: built },
  ...timeTables.map(({ head, measures }) => ({ title: `${head}, `, measures })),
])}
What the numbers leave out:

- Zips of plain \`go build\`, SAM, CDK and SST are made when they upload. Their bytes are those of zlib's default level, their
  times are without it.
- Of SST the time is that of its Go commands alone, one after another as its lock has them; the command line itself fetches
  Pulumi and more when it starts. Nitric builds in the images \`golang:alpine\` and \`alpine\`, which no package registry has:
  only what its flags make is here, without times and without an image.
- Serverless Framework 4 wants a login, so it is version 3. Telemetry and the search for updates are off in all tools.
- ko's base is one of certificates and time zones, as its own is; our image holds the same.
- SAM, as it comes, leaves \`CGO_ENABLED\` to the machine, as plain \`go build\` does: with a C compiler there, the binary is
  linked to the machine's C library.
${failures(document)}
${versions(document)}`;
}

const readmeHeads = {
  en: [
    "one handler",
    "AWS SAM CLI",
    "AWS CDK",
    "goserverless, `aws-lambda-go`",
    "goserverless, its Go module",
  ],
  zh: [
    "同一个 handler",
    "AWS SAM CLI",
    "AWS CDK",
    "goserverless，`aws-lambda-go`",
    "goserverless，自带的 Go 模块",
  ],
} as const;

const readmeRows = [
  { en: "binary", zh: "二进制", measure: binary },
  {
    en: "unchanged build of 10 functions",
    zh: "源码未变时构建 10 个函数",
    measure: buildTime("unchanged", 10),
  },
  { en: "exec to ready, p50", zh: "exec 到就绪，p50", measure: p50 },
] as const;

/** The table of the README: ours with what it is of SAM's. */
export function renderReadmeTable(document: PeersDocument, language: "en" | "zh"): string {
  const find = (id: string) => document.peers.find((peer) => peer.id === id);
  const rows = readmeRows.map(({ measure, [language]: what }) => {
    const text = (id: string) => valueText(find(id), measure);
    const sam = find("sam");
    const ratios = sam === undefined ? [] : ratiosOf(document, sam, measure);
    const ours = ["ours", "ours-runtime"].map((id) => {
      const found = ratios.find((each) => each.ours.id === id);
      return found === undefined ? text(id) : `${text(id)}, ${toRatioText(found.ratio)}`;
    });
    return row([what, text("sam"), text("cdk"), ...ours]);
  });
  const head = readmeHeads[language];
  return [row(head), row(head.map(() => "---")), ...rows, ""].join("\n");
}

function table(
  document: PeersDocument,
  head: string,
  measures: readonly Measure[],
  isShown: (peer: PeerResult) => boolean,
): string {
  const rows = document.peers
    .filter(isShown)
    .map((peer) => row([peer.name, ...measures.map((measure) => cell(document, peer, measure))]));
  const heads = [head, ...measures.map(({ title }) => title)];
  return [row(heads), row(heads.map(() => "---")), ...rows, ""].join("\n");
}

function cell(document: PeersDocument, peer: PeerResult, measure: Measure): string {
  const ratios = ratiosOf(document, peer, measure).map(({ ratio }) => toRatioText(ratio));
  return [valueText(peer, measure), ...ratios].join(", ");
}

function valueText(peer: PeerResult | undefined, measure: Measure): string {
  const value = peer && measure.of(peer);
  return value === undefined ? "" : measure.toText(value);
}

function versions({ peers }: PeersDocument): string {
  const rows = peers.map(({ name, version, command }) => row([name, version, `\`${command}\``]));
  return [row(["tool", "version", "command"]), row(["---", "---", "---"]), ...rows, ""].join("\n");
}

function failures({ peers }: PeersDocument): string {
  return peers
    .flatMap(({ name, failed }) => (failed === undefined ? [] : [`- ${name} failed: ${failed}\n`]))
    .join("");
}

/** How often each build was done, in the order of the columns. */
function runsOf({ peers }: PeersDocument, phase: Phase): string {
  const runs = functionCounts.flatMap((functions) => {
    const samples = peers.flatMap(({ builds }) =>
      builds.filter((build) => build.phase === phase && build.functions === functions),
    );
    return samples[0] === undefined ? [] : [samples[0].samplesMs.length];
  });
  const cold = phase === "first" ? "one cold, then " : "";
  return ` (${cold}${runs.join(", ")} runs)`;
}

function startsOf({ peers }: PeersDocument): number {
  return peers.find(({ ready }) => ready !== undefined)?.ready?.runs ?? 0;
}

const row = (cells: readonly string[]) =>
  `|${cells.map((text) => (text === "" ? " " : ` ${text} `)).join("|")}|`;
