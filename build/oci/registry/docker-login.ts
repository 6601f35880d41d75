import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { BuildError } from "../../build-error.js";
import { isObject, type JsonObject, objectIn, parseObject, textIn } from "../json.js";
import type { Credentials } from "./auth.js";
import { askCredentialProgram } from "./docker-credentials.js";
import { messages } from "./messages.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Docker Hub's logins are kept under the address of its first API. */
const hubKey = "https://index.docker.io/v1/";
const hubHosts: readonly string[] = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/**
 * Finds the user and password that `docker login` keeps for a registry, if it keeps any.
 *
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export async function findDockerLogin(
  registry: string,
  environment: Environment = process.env,
): Promise<Credentials | undefined> {
  const path = join(environment["DOCKER_CONFIG"] || join(homedir(), ".docker"), "config.json");
  const config = await readConfig(path);
  const key = hubHosts.includes(registry) ? hubKey : registry;
  const helpers = objectIn(config, "credHelpers");
  const helper = textIn(helpers, registry) || textIn(helpers, key) || textIn(config, "credsStore");
  const found =
    helper === "" ? undefined : await askCredentialProgram(helper, { key, registry, path, environment });
  return found ?? findEntry(objectIn(config, "auths"), { key, registry, path });
}

async function readConfig(path: string): Promise<JsonObject> {
  const bytes = await readFile(path).catch((cause) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return Buffer.from("{}");
    throw new BuildError(messages.loginsUnreadable(path, `it cannot be opened (${cause.code})`), { cause });
  });
  try {
    return parseObject(bytes, "it");
  } catch {
    // The parser's own words quote the file, which may hold passwords.
    throw new BuildError(messages.loginsUnreadable(path, "it is not a JSON object"));
  }
}

function findEntry(
  logins: JsonObject,
  { key, registry, path }: { readonly key: string; readonly registry: string; readonly path: string },
): Credentials | undefined {
  const entries = Object.entries(logins);
  const [, entry] =
    entries.find(([name]) => name === key) ?? entries.find(([name]) => hostOf(name) === registry) ?? [];
  if (!isObject(entry)) return undefined;
  if (textIn(entry, "identitytoken") !== "") throw new BuildError(messages.loginIsToken(registry));
  const auth = textIn(entry, "auth");
  if (auth === "") return undefined;
  const decoded = Buffer.from(auth, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon < 1) throw new BuildError(messages.loginDamaged(path, registry));
  // Docker pads short logins with zeros.
  return { user: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/\0+$/, "") };
}

/** Docker once wrote the whole address of the API. */
function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, "").replace(/\/(v[12]\/?)?$/, "");
}
