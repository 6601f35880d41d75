import * as fs from "node:fs";
import * as path from "node:path";
import type { Handlers, Project } from "./peer.js";

const modules = path.resolve(__dirname, "../runtime");
const runtime = path.resolve(__dirname, "../../runtime");

const start: Readonly<Record<Handlers, { readonly path: string; readonly call: string }>> = {
  "aws-lambda-go": { path: "github.com/aws/aws-lambda-go/lambda", call: "lambda.Start(handle)" },
  runtime: { path: "github.com/goserverless/goserverless/runtime", call: "runtime.Start(handle)" },
};

/** One module whose functions run the same handler, the probe of bench/runtime. */
export function writeProject(folder: string, count: number, handlers: Handlers): Project {
  const names = Array.from({ length: count }, (_, index) => `f${index}`);
  fs.mkdirSync(path.join(folder, "probe"), { recursive: true });
  fs.copyFileSync(path.join(modules, "probe/probe.go"), path.join(folder, "probe/probe.go"));
  fs.copyFileSync(path.join(modules, "go.sum"), path.join(folder, "go.sum"));
  const mod = fs.readFileSync(path.join(modules, "go.mod"), "utf8");
  fs.writeFileSync(path.join(folder, "go.mod"), mod.replace("=> ../../runtime", `=> ${runtime}`));
  const project = { folder, names };
  for (const name of names) {
    fs.mkdirSync(path.join(folder, "cmd", name), { recursive: true });
    writeFunction(project, name, 0, handlers);
  }
  return project;
}

/** Writes a function's source, one line of which is the revision. */
export function writeFunction({ folder }: Project, name: string, revision: number, handlers: Handlers): void {
  const { path: module, call } = start[handlers];
  const source = `package main

import (
	"context"

	"example.com/bench/probe"
	"${module}"
)

const revision = "${name} ${revision}"

func main() { ${call} }

func handle(ctx context.Context, order probe.Order) (probe.Receipt, error) {
	order.ID += revision
	return probe.Handle(ctx, order)
}
`;
  fs.writeFileSync(path.join(folder, "cmd", name, "main.go"), source);
}
