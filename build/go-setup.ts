import type { Go } from "./go.js";
import { goArguments } from "./go-arguments.js";
import { type GoSettings, goEnv, goSettings } from "./go-env.js";
import type { BuildRequest } from "./request.js";

/** The Go command line that all packages of a group share. */
export interface GoSetup {
  readonly go: Go;
  readonly flags: readonly string[];
  readonly settings: GoSettings;
  readonly target: Pick<BuildRequest, "os" | "architecture">;
}

/** How the Go command is run in a module for a target; `ldflags` come last on the linker's command line. */
export async function goSetup(
  moduleRoot: string,
  target: Pick<BuildRequest, "os" | "architecture" | "go">,
  ldflags: readonly string[] = [],
): Promise<GoSetup> {
  const go = { binary: target.go.goBinary, folder: moduleRoot, env: goEnv(target) };
  const settings = await goSettings(go);
  const options = { ...target.go, ldflags: [...target.go.ldflags, ...ldflags] };
  return { go, settings, target, flags: goArguments(options, settings.GOFLAGS) };
}
