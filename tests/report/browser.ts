import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** Chromium without a window: the one that the environment variable CHROMIUM names, or one on the path. */
export function launchBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? findOnPath(),
    // Its sandbox refuses root, which is who builds in a container.
    chromiumSandbox: !isRoot,
    args: ["--disable-gpu", "--disable-dev-shm-usage"],
  });
}

function findOnPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `These tests need Chromium on the path (${names.join(", ")}), or its file in CHROMIUM. On Debian: sudo apt-get install chromium.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
