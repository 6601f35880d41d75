const path = require("node:path");
const { paths } = require("../setup/paths.js");
const { run } = require("../setup/run.js");
const { goModules } = require("../test/go-modules.js");
const { checkPackage } = require("./check-package.js");

const { project } = paths();
const modules = goModules(project);

/**
 * @param {string} name
 * @param {string[]} args
 */
const tool = (name, ...args) => run(path.join(project, "node_modules/.bin", name), args, { cwd: project });

const staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2";
const govulncheck = "golang.org/x/vuln/cmd/govulncheck@v1.9.0";

/** @type {readonly import("./run-check.js").Check[]} */
const checks = [
  {
    title: "format",
    run: async () => {
      await tool("biome", "format", ".");
      const unformatted = await run("gofmt", ["-l", ...modules]);
      if (unformatted) throw new Error(`gofmt would change:\n${unformatted}`);
    },
  },
  {
    title: "lint",
    run: async () => {
      await tool("biome", "check", "--formatter-enabled=false", "--error-on-warnings", ".");
      for (const cwd of modules) await run("go", ["vet", "./..."], { cwd });
    },
  },
  {
    title: "Go analysis",
    run: async () => {
      for (const cwd of modules) await run("go", ["run", staticcheck, "./..."], { cwd });
      for (const cwd of modules) await checkVulnerabilities(cwd);
    },
  },
  {
    title: "fuzz",
    run: async () => {
      for (const cwd of modules) await fuzz(cwd);
    },
  },
  { title: "types", run: () => tool("tsc", "-p", "tsconfig.check.json") },
  { title: "dead exports", run: () => tool("knip") },
  { title: "package shape", run: () => checkPackage(tool) },
];

/**
 * Looks for inputs that break what Go tests can fuzz, for a short time each; what it finds it leaves in testdata.
 * @param {string} cwd
 */
async function fuzz(cwd) {
  /** @type {string[]} */
  let targets = [];
  for (const line of (await run("go", ["test", "-list", "^Fuzz", "./..."], { cwd })).split("\n")) {
    if (line.startsWith("Fuzz")) targets.push(line);
    // The package comes after its targets.
    const [, name] = /^ok\s+(\S+)/.exec(line) ?? [];
    if (name === undefined) continue;
    for (const target of targets) {
      await run("go", ["test", "-run", "^$", "-fuzz", `^${target}$`, "-fuzztime", "5s", name], { cwd });
    }
    targets = [];
  }
}

/**
 * Its database is on the internet only: what cannot be asked is passed over.
 * @param {string} cwd
 */
async function checkVulnerabilities(cwd) {
  try {
    await run("go", ["run", govulncheck, "./..."], { cwd });
  } catch (error) {
    if (!/vuln\.go\.dev/.test(String(error))) throw error;
  }
}

module.exports = { checks };
