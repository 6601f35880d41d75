/**
 * Go packages to artifacts: `go build`, the check of the binary, the zip, and the cache they are kept in.
 *
 * @module
 */
export type { Artifact, ArtifactKind, BinaryInfo } from "./artifact.js";
export { artifactPath } from "./artifact-path.js";
export { build } from "./build.js";
export { BuildError } from "./build-error.js";
export { cacheFolder } from "./cache-folder.js";
export { goArguments } from "./go-arguments.js";
export { buildPlain, type PlainOptions } from "./plain.js";
export { readBinary } from "./read-binary.js";
export { readDockerfile } from "./read-dockerfile.js";
export type {
  BuildRequest,
  GoArchitecture,
  GoOptions,
  OperatingSystem,
} from "./request.js";
