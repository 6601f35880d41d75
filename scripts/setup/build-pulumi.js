const fs = require("node:fs");
const path = require("node:path");
const { providedPulumi, quietPulumi } = require("./find-pulumi.js");
const { goVersion } = require("./go.js");
const { working } = require("./progress.js");
const { run } = require("./run.js");
const { SetupError } = require("./setup-error.js");
const { isAtLeast } = require("./version.js");

const neededGo = "1.25.11";

/** The Node language host left this module after 3.68; that one still serves a current CLI. */
const hostVersion = "3.68.0";

/** Pulumi replaces this module, and Go heeds that only in the main module. */
const replace =
  "github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e";

const programs = [
  {
    name: "pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
    version: providedPulumi,
    package: "cmd/pulumi",
    replace,
  },
  {
    name: "pulumi-language-nodejs",
    module: "github.com/pulumi/pulumi/sdk/v3",
    version: hostVersion,
    package: "nodejs/cmd/pulumi-language-nodejs",
    // It stands between program and engine, and does not pass on what came after its time: error hooks.
    patch: {
      file: "main.go",
      from: 'fmt.Sprintf("127.0.0.1:%d", handle.Port), pipes.directory()',
      to: "req.GetMonitorAddress(), pipes.directory()",
    },
  },
];

/**
 * Builds Pulumi from the Go module proxy into `root/bin`, for networks that reach nothing else.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function buildPulumi(root, env) {
  await requireGo(root);
  await working(`Building Pulumi ${providedPulumi} from source, once, some minutes`, async () => {
    for (const program of programs) await build(program, root, env);
  });
  const provider = "pulumi-resource-pulumi-nodejs";
  const sdk = path.resolve(__dirname, "../../node_modules/@pulumi/pulumi");
  fs.copyFileSync(path.join(sdk, provider), path.join(root, "bin", provider));
  fs.chmodSync(path.join(root, "bin", provider), 0o755);
  await run(path.join(root, "bin/pulumi"), ["version"], { env: { ...env, ...quietPulumi(env) } });
}

/** @param {string} folder */
async function requireGo(folder) {
  const { version, toolchain } = await goVersion(folder);
  if (isAtLeast(version, neededGo) || toolchain !== "local") return;
  throw new SetupError(
    `Building Pulumi needs Go ${neededGo} or newer, found ${version}, and GOTOOLCHAIN=local keeps Go from fetching it. ` +
      "Get it from https://go.dev/dl/, or unset GOTOOLCHAIN.",
  );
}

/**
 * @param {{ name: string, module: string, version: string, package: string, replace?: string, patch?: Patch }} program
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function build(program, root, env) {
  const folder = path.join(root, `${program.name}-source`);
  const requirement = `require ${program.module} v${program.version}`;
  const lines = [
    `module ${program.name}`,
    `go ${neededGo}`,
    requirement,
    program.replace && `replace ${program.replace}`,
  ];
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "go.mod"), `${lines.filter(Boolean).join("\n\n")}\n`);
  const ldflags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${program.version}`;
  const output = path.join(root, "bin", program.name);
  const target = `${program.module}/${program.package}`;
  const options = {
    cwd: folder,
    env: {
      ...env,
      GOFLAGS: "-mod=mod",
      GOWORK: "off",
      GO111MODULE: "on",
      CGO_ENABLED: "0",
      GOOS: "",
      GOARCH: "",
    },
  };
  const source = program.patch ? await copyPatched(program.patch, target, options) : target;
  await run(
    "go",
    ["build", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", output, source],
    options,
  );
  fs.rmSync(folder, { recursive: true });
}

/**
 * Copies a package into the module that is being built, since Go lets nobody replace files of others.
 * @typedef {{ file: string, from: string, to: string }} Patch
 * @param {Patch} patch
 * @param {string} target
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 */
async function copyPatched({ file, from, to }, target, options) {
  const listing = await run("go", ["list", "-f", "{{.Dir}}", target], options);
  // Downloads are told before it.
  const folder = listing.split("\n").find(path.isAbsolute) ?? "";
  for (const name of fs.readdirSync(folder)) {
    if (!name.endsWith(".go") || name.endsWith("_test.go")) continue;
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    if (name === file && !text.includes(from)) throw new SetupError(`${target}/${file} has no "${from}".`);
    fs.writeFileSync(path.join(options.cwd, name), name === file ? text.replace(from, to) : text);
  }
  return ".";
}

module.exports = { buildPulumi };
