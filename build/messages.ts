import type { BuildRequest } from "./request.js";

type Target = Pick<BuildRequest, "os" | "architecture">;

const goDownload = "https://go.dev/dl/";
const plainBuild = ({ os, architecture }: Target) =>
  `CGO_ENABLED=0 GOOS=${os} GOARCH=${architecture} go build`;

/** Every sentence that a build can fail with. */
export const messages = {
  entryOrArtifact: 'Exactly one of "entry" and "artifact" must be set.',
  entryMissing: (entry: string) =>
    `"entry" must be the folder of a Go main package, but ${entry} does not exist.`,
  entryIsFile: (entry: string, folder: string) =>
    `"entry" must be the folder of a Go main package, got the file ${entry}. Use "${folder}".`,
  entryOutsideModule: (entry: string) =>
    `"entry" must be in a Go module, but neither ${entry} nor a folder above it has a go.mod. Run "go mod init example.com/name" in your project.`,
  entryWithoutGo: (entry: string) =>
    `"entry" must be the folder of a Go main package, but ${entry} has no Go files.`,
  entryNotMain: (entry: string, name: string) =>
    `"entry" ${entry} is package "${name}", a function needs "package main". Change its package clause, or point "entry" at the folder of a main package.`,

  artifactMissing: (path: string) => `"artifact" must be a binary or a zip, but ${path} does not exist.`,
  artifactNotFile: (path: string) => `"artifact" must be a binary or a zip, but ${path} is not a file.`,
  artifactZipUnreadable: (path: string, reason: string) =>
    `"artifact" ${path} cannot be read as a zip: ${reason}. Pack it again.`,
  artifactZipWithoutBootstrap: (path: string) =>
    `"artifact" ${path} must hold the binary as "bootstrap" at its root. Rename the binary and pack it again.`,
  artifactZipWithInclude: (path: string) =>
    `"build.include" cannot add files to the zip ${path}. Pack them into it, or set "artifact" to the binary.`,

  notBinary: (subject: string, target: Target) =>
    `${subject} is neither an ELF nor a 64-bit Mach-O binary. Build it with "${plainBuild(target)}".`,
  binaryIsLibrary: (subject: string) =>
    `${subject} is an object file or a library, a function needs a program. Build a "package main" with the default "-buildmode".`,
  binaryForOtherSystem: (subject: string, found: string, target: Target) =>
    `${subject} is built for ${found}, must be for ${target.os}. Build it with "${plainBuild(target)}".`,
  binaryForOtherArchitecture: (subject: string, found: string, target: Target) =>
    `${subject} is built for ${found}, but "architecture" is ${target.architecture}. Build it with "${plainBuild(target)}", or change "architecture".`,
  binaryIsDynamic: (subject: string, loader: string) =>
    `${subject} must be static, but it needs ${loader === "" ? "shared libraries" : `the loader ${loader}`} at run time. Build it with CGO_ENABLED=0 and without "-buildmode=pie"; where cgo is needed, link it statically: "-linkmode=external", "-extldflags=-static".`,

  includeAbsolute: (name: string, base: string) =>
    `"build.include" must be relative to ${base}, got "${name}".`,
  includeOutside: (name: string, base: string) =>
    `"build.include" must stay inside ${base}, but "${name}" leads out of it. Copy the file there.`,
  includeMissing: (name: string, base: string) =>
    `"build.include" names "${name}", but ${base} has no such file or folder.`,
  includeNotFile: (name: string) => `"build.include" takes files and folders, but "${name}" is neither.`,
  includeLoop: (name: string) =>
    `"build.include" cannot follow "${name}", a link to a folder that it is in itself. Remove the link.`,
  includeBootstrap:
    '"build.include" must not hold a file "bootstrap", that is the name of the binary. Rename the file.',

  zipWithTooManyFiles: (most: number, got: number) =>
    `A zip holds at most ${most} files, got ${got}. Name fewer in "build.include".`,
  zipTooLarge: 'A zip holds at most 4 GiB. Name fewer files in "build.include".',

  notFlag: (flag: string) =>
    `"build.flags" must hold one flag an element, such as "-pgo=cpu.pprof", got "${flag}".`,
  refusedFlag: (where: string, name: string, reason: string) =>
    `${where} must not hold "-${name}": ${reason}`,
  unknownFlag: (flag: string) => `"build.flags" must hold flags of "go build", got "${flag}".`,
  patternInGoflags:
    'GOFLAGS must not hold "-ldflags" with a package pattern: the build sets "-ldflags" itself. Use "build.ldflags".',
  refusedVariable: (name: string, reason: string) => `"build.env" must not set ${name}: ${reason}`,
  unquotable: (element: string) =>
    `"build.ldflags" cannot hold an element that needs quotes and has both kinds, got ${JSON.stringify(element)}. Remove one kind.`,
  badTag: (tag: string) =>
    `"build.tags" must hold one tag an element, of letters, digits, "_" and ".", got ${JSON.stringify(tag)}.`,

  noGo: (binary: string, code: string) =>
    code === "ENOENT"
      ? `"${binary}" was not found. Install Go 1.24 or newer from ${goDownload}, or set "build.goBinary" to the Go command.`
      : `"${binary}" cannot be run (${code}). Set "build.goBinary" to the Go command.`,
  goTooOld: (minimum: string, found: string) =>
    `Go ${minimum} or newer is needed, found ${found}. Install it from ${goDownload}, or set "build.goBinary".`,
  goKilled: (command: string, signal: string) =>
    `${command} was ended by ${signal}. Check that there is enough memory.`,
  goEnvFailed: "Go cannot tell its settings:",
  cannotBuild: (entries: readonly string[], { os, architecture }: Target) =>
    `Go cannot build ${someOf(entries)} for ${os}/${architecture}:`,
  cannotBuildPlain: (entry: string) => `Go cannot build ${entry}:`,
  goFailed: (headline: string, output: string, hint: string) =>
    [headline, output, hint].filter((part) => part !== "").join("\n"),
  nothingBuilt: (entry: string) =>
    `Go built "entry" ${entry} but left no binary. Check "build.flags" and GOFLAGS.`,
  moduleNeedsNewerGo: `Install that Go from ${goDownload}, or set GOTOOLCHAIN=auto so that Go downloads it.`,
  goDiskFull:
    "The disk is full. Free some space, or move Go's cache with GOCACHE and ours with GOSERVERLESS_CACHE_DIR.",

  savedMissing: (path: string) =>
    `${path} does not exist. Name an OCI layout folder, a tar for "docker load", a zip or a binary.`,
  savedUnknown: (path: string) =>
    `${path} is neither an image (an OCI layout folder or a tar for "docker load") nor a zip nor a binary for Linux or macOS. Name one of these.`,
  savedUnreadable: (path: string, code: string) =>
    `${path} cannot be read (${code}). Change its permissions, or name another file.`,
  savedNotImage: (path: string, kind: string) =>
    `${path} is a ${kind}, not an image. Build one with "goserverless build --packaging image".`,
  savedZipDamaged: (path: string, reason: string) =>
    `${path} cannot be read as a zip: ${reason}. Pack it again.`,

  dockerfileUnreadable: (path: string, reason: string) =>
    `"image.dockerfile" must be a Dockerfile, but ${path} ${reason}.`,

  cacheUnwritable: (folder: string, code: string) =>
    `The cache ${folder} cannot be written (${code}). Change its permissions, or set GOSERVERLESS_CACHE_DIR to another folder.`,
  diskFull: (folder: string) =>
    `The disk of the cache ${folder} is full. Free some space, or set GOSERVERLESS_CACHE_DIR to a folder on another disk.`,
};

/** At most three names, so that a hundred functions still make one line. */
function someOf(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
