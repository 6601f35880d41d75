import type { BuildRequest } from "../build/request.js";

/** What the component would ask for, for a program of this machine's processor. */
export function requestOf(entry: string, tags: readonly string[] = []): BuildRequest {
  return {
    entry,
    os: process.platform === "darwin" ? "darwin" : "linux",
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    go: { tags: [...tags], ldflags: [], flags: [], env: {}, goBinary: "go" },
    include: [],
  };
}
