import * as fs from "node:fs";
import * as path from "node:path";
import type { ColdTest } from "../e2e-account/caller.js";
import type { Deployed } from "../e2e-account/proof-stack.js";

/** The header by which the function tells how its instance came to be. */
const startedForHeader = "x-initialization-type";

/** `provisioned-concurrency`, or `on-demand` of an instance that a call had to wait for. */
export const isCold: ColdTest = (headers) => headers[startedForHeader] === "on-demand";

/** The processor of a stand-in, which runs the binary on this machine. */
const here = process.arch === "arm64" ? "arm64" : "amd64";

/** examples/hello, with that header. */
export const deployed: Deployed = {
  cloud: "aws",
  destroyOptions: [],
  write(project, greeting, setup) {
    project.writeFunction("hello", `${greeting}, %s!`);
    const file = path.join(project.folder, "hello/main.go");
    const source = fs.readFileSync(file, "utf8");
    const header = `map[string]string{"${startedForHeader}": os.Getenv("AWS_LAMBDA_INITIALIZATION_TYPE"), `;
    const told = source
      .replace('"fmt"', '"fmt"\n\t"os"')
      .replace("map[string]string{", header)
      .replace("lambda.Start(", `${setup}\n\tlambda.Start(`);
    fs.writeFileSync(file, told);
  },
  // Platform lines are left out of the log, which would cost more than the rest.
  complete: ({ aws, ...args }, isStandin) => ({
    architecture: isStandin ? here : undefined,
    memoryMb: 128,
    ...args,
    aws: { ...aws, logs: { systemLevel: "WARN" } },
  }),
};
