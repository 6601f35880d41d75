/** What the files of a folder may import, besides Node's own modules and each other. */
export interface Rule {
  /** Modules of the project, without extension; `*` stands for one name. */
  readonly values?: readonly string[];
  /** Modules whose types alone may be imported, in addition to those above. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  /** Unset means all of Node's modules. */
  readonly builtins?: readonly string[];
}

const pulumi = "@pulumi/pulumi";

/** A cloud's folder knows the contract and what components agree on, and no other cloud. */
const cloud: Rule & { values: readonly string[]; packages: readonly string[] } = {
  values: [
    "providers/*",
    "components/names",
    "components/rule",
    "components/warm-timetable",
    "components/without-stack",
    "build/index",
  ],
  types: ["components/*", "build/*"],
  packages: [pulumi],
};

/** Where two folders fit, the longer name counts. */
export const rules: Readonly<Record<string, Rule>> = {
  index: { packages: [pulumi, "goserverless"] },
  build: { packages: ["fflate", "proper-lockfile"] },
  // From its sources, it starts itself through tsx.
  emulator: {
    values: [
      "build/at-exit",
      "build/unzip",
      "build/work-folder",
      "build/oci/read-config",
      "build/oci/read-layout",
      "build/oci/unpack-layer",
      "components/warm-timetable",
    ],
    types: ["build/artifact", "build/oci/*"],
    packages: ["croner", "fflate", "proper-lockfile", "tsx"],
  },
  // What a program costs, read from its binary, its sources and its starts.
  evidence: {
    values: ["evidence/*/*", "build/*", "emulator/index"],
    types: ["build/oci/*", "emulator/*"],
    packages: [
      "@alicloud/fc20230330",
      "@alicloud/sls20201230",
      "@aws-sdk/client-cloudwatch-logs",
      "@aws-sdk/client-lambda",
    ],
  },
  // No input or output: data in, text out.
  report: {
    values: ["report/*/*"],
    types: ["build/*", "build/oci/*", "emulator/*", "evidence/*", "evidence/*/*"],
    packages: ["picocolors"],
    builtins: ["node:util"],
  },
  cli: {
    values: [
      "report/*",
      "report/*/*",
      "evidence/*",
      "evidence/*/*",
      "build/image-bytes",
      "build/image-defaults",
      "build/index",
      "build/inspect",
      "build/read-saved-image",
      "build/request",
      "build/work-folder",
      "build/zip",
      "build/oci/docker-tar",
      "build/oci/layout",
      "build/oci/registry/docker-login",
      "build/oci/registry/push",
      "build/oci/registry/reference",
      "emulator/index",
      "emulator/function-store",
    ],
    types: ["build/*", "build/oci/*", "build/oci/registry/*", "emulator/*"],
    packages: ["commander", "picocolors", "goserverless/package.json"],
  },
  components: {
    values: [
      "providers/index",
      "providers/*/args",
      "build/image-defaults",
      "build/index",
      "build/oci/registry/reference",
      "evidence/*",
      "evidence/*/*",
    ],
    types: ["providers/*", "build/*", "build/oci/*"],
    packages: [pulumi, "croner"],
  },
  providers: {
    values: [
      "providers/*/index",
      "components/names",
      "components/problems",
      "components/rule",
      "components/without-stack",
      "build/docker-context",
      "build/push",
    ],
    types: ["providers/*/args", "components/*", "build/*", "build/oci/media-types"],
    packages: [pulumi, "@pulumi/docker/*"],
  },
  "providers/aws": { ...cloud, packages: [...cloud.packages, "@pulumi/aws/*"] },
  "providers/aliyun": { ...cloud, packages: [...cloud.packages, "@pulumi/alicloud/*"] },
  "providers/local": {
    ...cloud,
    values: [...cloud.values, "emulator/index"],
    types: ["components/*", "build/*", "emulator/*"],
  },
  scripts: { values: ["scripts/setup/*"], packages: ["mocha"] },
  // It runs before there are packages.
  "scripts/setup": {},
};

/** Every package that a user of goserverless installs. */
export const runtimePackages = [
  "@pulumi/pulumi",
  "commander",
  "croner",
  "fflate",
  "picocolors",
  "proper-lockfile",
];

/** The rooms of the house; a new one belongs in the design first. */
export const folders = [
  ".ci",
  "bench",
  "bench/*",
  "bench/*/*",
  "bench/runtime/*",
  "bench/runtime/*/*",
  "build",
  "build/oci",
  "build/oci/registry",
  "cli",
  "cli/commands",
  "components",
  "docs",
  "docs/*",
  "emulator",
  "evidence",
  "evidence/*",
  "examples",
  "examples/*",
  "providers",
  "providers/aliyun",
  "providers/aws",
  "providers/local",
  "report",
  "report/*",
  // A module of its own, laid out as Go does.
  "runtime",
  "runtime/*",
  "runtime/*/*",
  "runtime/*/*/*",
  "runtime/*/*/*/*",
  "runtime/*/*/*/*/*",
  "scripts",
  "scripts/setup",
  "scripts/test",
  "scripts/verify",
  "tests",
];
