import { execFileSync } from "node:child_process";

/** The Debian packages of the foreign tools that judge our images. */
const packages = {
  skopeo: "skopeo",
  umoci: "umoci",
  tar: "tar",
  bsdtar: "libarchive-tools",
  chroot: "coreutils",
  unshare: "util-linux",
} as const;

/** Runs a foreign tool, and gives what it prints. */
export function runTool(tool: keyof typeof packages, ...args: string[]): string {
  try {
    // Times and names are printed alike everywhere.
    const env = { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8" };
    return execFileSync(tool, args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error(`${tool} is needed. Install it: sudo apt-get install ${packages[tool]}.`);
    throw error;
  }
}
