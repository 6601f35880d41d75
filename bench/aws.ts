import { StandinAws } from "../tests/standins/aws/standin-aws.js";
import { compareOn } from "./cloud.js";
import type { Benchmark } from "./main.js";
import { resourcesIn } from "./resources-in.js";

/** What a program is without the component: the zip is made by hand, and the role is somebody's. */
const plain = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { names, memoryMb, role, zips, architectures } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
names.forEach((name, index) => new aws.lambda.Function(name, {
  role, architectures, memorySize: memoryMb, publish: true, timeout: 10,
  runtime: "provided.al2023", handler: "bootstrap", code: new pulumi.asset.FileArchive(zips[index]),
}));
`;

const architecture = process.arch === "arm64" ? "arm64" : "amd64";

/** What the component costs beside bare functions, of which it makes six resources each. */
export const aws: Benchmark = {
  title: "`pulumi preview` and `up` on aws, by number of functions",
  run: () =>
    compareOn({
      cloud: "aws",
      start: () => StandinAws.start(),
      plain,
      architecture,
      rounds: { 1: 5, 10: 3, 100: 1 },
      settings: (account, state) => ({
        role: account.addRole("bench"),
        zips: zipsIn(state),
        architectures: [architecture === "arm64" ? "arm64" : "x86_64"],
      }),
    }),
};

/** The zips that the component made, in the order of the names. */
function zipsIn(state: string): string[] {
  const functions = resourcesIn<{ code?: { path: string } }>(state, "aws:lambda/function:Function");
  const number = (urn: string) => Number(/f(\d+)$/.exec(urn)?.[1]);
  return functions
    .sort((one, two) => number(one.urn) - number(two.urn))
    .map(({ inputs }) => inputs.code?.path ?? "");
}
