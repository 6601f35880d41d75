import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { BuildError } from "../../build-error.js";
import { type JsonObject, parseObject, textIn } from "../json.js";
import type { Credentials } from "./auth.js";
import { messages } from "./messages.js";

interface Question {
  /** What the login is kept under. */
  readonly key: string;
  readonly registry: string;
  /** Of the configuration that names the helper. */
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What helpers give for a user when the password is an identity token. */
const tokenUser = "<token>";
/** What they print for a registry that they keep nothing for: https://github.com/docker/docker-credential-helpers/blob/master/credentials/error.go */
const notFound = /credentials not found|no credentials (server URL|username)/i;

/**
 * Asks one of the programs that keep logins for Docker, if it keeps one.
 *
 * https://docs.docker.com/reference/cli/docker/login/#credential-helper-protocol
 */
export async function askCredentialProgram(
  name: string,
  question: Question,
): Promise<Credentials | undefined> {
  const { key, registry, path, environment } = question;
  const program = `docker-credential-${name}`;
  const { exitCode, printed } = await run(program, key, environment).catch((cause) => {
    throw new BuildError(messages.helperMissing(path, program, String(cause.code)), { cause });
  });
  if (exitCode !== 0) {
    if (notFound.test(printed)) return undefined;
    throw new BuildError(messages.helperFailed(program, registry));
  }
  const answer = parse(printed);
  const [user, password] = [textIn(answer, "Username"), textIn(answer, "Secret")];
  if (user === tokenUser) throw new BuildError(messages.loginIsToken(registry));
  if (user === "" || password === "") throw new BuildError(messages.helperFailed(program, registry));
  return { user, password };
}

async function run(program: string, input: string, env: Question["environment"]) {
  // A helper may ask for a passphrase, which is between it and whoever sits there.
  const child = spawn(program, ["get"], { env, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [printed] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { exitCode: child.exitCode, printed };
}

function parse(printed: string): JsonObject {
  try {
    return parseObject(Buffer.from(printed), "it");
  } catch {
    // The parser's own words quote the answer, which may hold a password.
    return {};
  }
}
