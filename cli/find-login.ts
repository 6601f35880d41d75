import { text } from "node:stream/consumers";
import type { Credentials } from "../build/oci/registry/auth.js";
import { findDockerLogin } from "../build/oci/registry/docker-login.js";
import { UsageError } from "./usage-error.js";

/** What is said on the command line of who pushes. */
export interface LoginOptions {
  readonly username?: string;
  readonly passwordStdin?: boolean;
}

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
}

const passwordName = "GOSERVERLESS_REGISTRY_PASSWORD";

/** Who pushes: the user that is given, or else whom Docker knows for the registry; unset: nobody in particular. */
export async function findLogin(
  registry: string,
  { username, passwordStdin = false }: LoginOptions,
  { environment, stdin }: Surroundings,
): Promise<Credentials | undefined> {
  if (username === undefined) {
    if (passwordStdin) throw new UsageError('"--password-stdin" needs "--username".');
    return findDockerLogin(registry, environment);
  }
  // An end of line comes with echo and with most files, and is no part of a password.
  const password = passwordStdin ? (await text(stdin)).replace(/\r?\n$/, "") : environment[passwordName];
  if (password) return { user: username, password };
  throw new UsageError(
    passwordStdin
      ? '"--password-stdin" needs a password, but standard input is empty.'
      : `"--username" needs a password. Set ${passwordName}, or give it to standard input with "--password-stdin".`,
  );
}
