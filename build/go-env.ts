import { BuildError } from "./build-error.js";
import { type Go, runGo } from "./go.js";
import { failure } from "./go-failure.js";
import { messages } from "./messages.js";
import type { BuildRequest } from "./request.js";

/** The oldest Go that is supported. */
const minimum = { major: 1, minor: 24 };

/** Environment variables that the build sets, and the argument to use instead. */
const ours: Readonly<Record<string, string>> = {
  GOOS: "the build sets it. Remove it.",
  GOARCH: 'use "architecture".',
};

/** The environment of the Go command on top of this process's. */
export function goEnv({
  os,
  architecture,
  go,
}: Pick<BuildRequest, "os" | "architecture" | "go">): Record<string, string> {
  for (const [name, reason] of Object.entries(ours)) {
    if (Object.hasOwn(go.env, name)) throw new BuildError(messages.refusedVariable(name, reason));
  }
  // cgo may be switched on: whether the result is static is for the check of the binary to say.
  return { CGO_ENABLED: "0", ...go.env, GOOS: os, GOARCH: architecture };
}

/** What Go itself takes for its settings, after `go env -w` and the toolchain that `go.mod` asks for. */
export type GoSettings = Readonly<Record<string, string>> & { readonly GOFLAGS: string };

/** Settings that shape a binary after its packages are compiled, so that no package's build ID tells of them. */
const linkerSettings = [
  "GOVERSION",
  "GOAMD64",
  "GOARM64",
  "GOEXPERIMENT",
  "GO_EXTLINK_ENABLED",
  "CGO_ENABLED",
  "CC",
  "CXX",
  "CGO_LDFLAGS",
];

/** Asks Go for its settings, and refuses a Go that is too old. */
export async function goSettings(go: Go): Promise<GoSettings> {
  const result = await runGo(go, ["env", "-json", "GOFLAGS", ...linkerSettings]);
  if (result.exitCode !== 0) throw failure(messages.goEnvFailed, go.folder, result);
  const settings: Record<string, string> = JSON.parse(result.stdout);
  const version = settings["GOVERSION"] ?? "";
  if (isTooOld(version))
    throw new BuildError(messages.goTooOld(`${minimum.major}.${minimum.minor}`, version));
  return { ...settings, GOFLAGS: settings["GOFLAGS"] ?? "" };
}

/** A development version that names no number is taken as new. */
function isTooOld(version: string): boolean {
  const [, major = "", minor = ""] = /go(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === "") return false;
  return Number(major) < minimum.major || (Number(major) === minimum.major && Number(minor) < minimum.minor);
}
