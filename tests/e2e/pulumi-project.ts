import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { CloudName } from "../../components/names.js";
import { pulumiEnvironment } from "../../scripts/pulumi-environment.js";

const root = path.resolve(__dirname, "../..");

/** Declares what functions.json says, so that a test changes a program by writing data. */
const program = `
const { GoServerlessFunction } = require("goserverless");
const pulumi = require("@pulumi/pulumi");
const functions = JSON.parse(require("node:fs").readFileSync("functions.json", "utf8"));
for (const [name, { secrets = {}, ...args }] of Object.entries(functions)) {
  for (const [key, value] of Object.entries(secrets)) args.environment = { ...args.environment, [key]: pulumi.secret(value) };
  const { functionName, url, version } = new GoServerlessFunction(name, args);
  exports[name] = { functionName, url, version };
}
`;

export interface FunctionOutputs {
  readonly functionName: string;
  readonly url: string;
  readonly version: string;
}

export interface CommandResult {
  readonly status: number;
  readonly output: string;
}

type Declared = Partial<GoServerlessFunctionArgs> & { secrets?: Record<string, string> };

/** A scratch Pulumi project with its own backend and its own local cloud, driven by the real CLI. */
export class PulumiProject {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** The CLI's script, to be run with Node. */
  readonly cli = path.join(root, "dist/cli/main.js");

  constructor(name: string) {
    this.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-e2e-")));
    this.env = {
      ...pulumiEnvironment(process.env),
      PULUMI_BACKEND_URL: `file://${path.join(this.folder, "backend")}`,
      GOSERVERLESS_STATE_DIR: path.join(this.folder, "cloud"),
    };
    fs.mkdirSync(path.join(this.folder, "backend"));
    this.write("Pulumi.yaml", `name: ${name}\nruntime: nodejs\nmain: index.js\n`);
    this.write("package.json", JSON.stringify({ name, private: true }));
    this.write("index.js", program);
    fs.mkdirSync(path.join(this.folder, "node_modules"));
    fs.symlinkSync(root, path.join(this.folder, "node_modules/goserverless"));
    fs.symlinkSync(path.join(root, "node_modules/@pulumi"), path.join(this.folder, "node_modules/@pulumi"));
  }

  write(file: string, text: string): void {
    const target = path.join(this.folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  /** A copy of examples/hello that says something else. */
  writeFunction(folder: string, greeting: string): void {
    const read = (file: string) => fs.readFileSync(path.join(root, "examples/hello", file), "utf8");
    for (const file of ["go.mod", "go.sum"]) this.write(`${folder}/${file}`, read(file));
    this.write(`${folder}/main.go`, read("main.go").replace("Hello, %s!", greeting));
  }

  /** A copy of examples/http-api, which runs on every cloud, with another word for "Hello". */
  writeServer(folder: string, greeting: string): void {
    const read = (file: string) => fs.readFileSync(path.join(root, "examples/http-api", file), "utf8");
    this.write(`${folder}/go.mod`, read("go.mod").replace("../../runtime", path.join(root, "runtime")));
    this.write(`${folder}/main.go`, read("main.go").replace('"Hello, "', `"${greeting}, "`));
  }

  declare(functions: Record<string, Declared>): void {
    this.write("functions.json", JSON.stringify(functions));
  }

  async init(stack = "dev", cloud: CloudName = "local"): Promise<void> {
    const { status, output } = await this.pulumi("stack", "init", stack);
    if (status !== 0) throw new Error(output);
    await this.pulumi("config", "set", "goserverless:cloud", cloud, "--stack", stack);
  }

  up(stack = "dev"): Promise<CommandResult> {
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", stack);
  }

  async outputs(stack = "dev"): Promise<Record<string, FunctionOutputs>> {
    const { output } = await this.pulumi("stack", "output", "--json", "--stack", stack);
    return JSON.parse(output) as Record<string, FunctionOutputs>;
  }

  /** The stack's state as Pulumi wrote it. */
  state(stack = "dev"): string {
    const project = JSON.parse(fs.readFileSync(path.join(this.folder, "package.json"), "utf8")) as {
      name: string;
    };
    return fs.readFileSync(
      path.join(this.folder, `backend/.pulumi/stacks/${project.name}/${stack}.json`),
      "utf8",
    );
  }

  pulumi(...args: string[]): Promise<CommandResult> {
    return this.run("pulumi", [...args, "--non-interactive", "--color", "never"]);
  }

  run(command: string, args: readonly string[]): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: this.folder,
        env: this.env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk;
      });
      child.stderr.on("data", (chunk: Buffer) => {
        output += chunk;
      });
      child.on("error", reject);
      child.on("close", (status) => resolve({ status: status ?? 1, output }));
    });
  }

  /** Ends the local cloud and removes everything. */
  async dispose(): Promise<void> {
    await this.run(process.execPath, [this.cli, "local", "stop"]);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
