import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type ArtifactKind, artifactPath } from "../../build/index.js";
import { deployedOnDisk, ensureEmulator, type FunctionConfig } from "../../emulator/index.js";

/** The inputs of a `LocalFunction`, as the engine hands them over. */
interface Inputs {
  readonly config: FunctionConfig;
  /** Not in states from before there were images. */
  readonly kind?: ArtifactKind;
  readonly sha256: string;
  readonly entry: string;
}

/** Create, update and delete of a `LocalFunction`: translations to the emulator's control channel. */
export const provider = {
  async diff(_id: string, olds: Inputs, news: Inputs) {
    const { config, sha256 } = olds;
    const same = isDeepStrictEqual(pick(olds), pick(news));
    // What is deployed can be gone although the state says otherwise: somebody emptied the emulator's folder.
    const live = same && (await deployedOnDisk(config.name))?.sha256 === sha256;
    return { changes: !live, replaces: config.name === news.config.name ? [] : ["config"] };
  },

  async create(inputs: Inputs) {
    return { id: inputs.config.name, outs: await deploy(inputs) };
  },

  async update(_id: string, _olds: Inputs, news: Inputs) {
    return { outs: await deploy(news) };
  },

  async delete(id: string) {
    // A function whose folder is gone needs no emulator to be removed from.
    if ((await deployedOnDisk(id)) === undefined) return;
    await (await ensureEmulator()).remove(id);
  },
};

async function deploy(inputs: Inputs) {
  const emulator = await ensureEmulator();
  const picked = pick(inputs);
  const { kind, sha256 } = picked;
  const artifact = artifactPath({ kind, sha256 });
  const config = { ...picked.config, tags: { ...picked.config.tags, ...origin(picked, artifact) } };
  const code = kind === "zip" ? { zip: artifact, sha256 } : { image: artifact, sha256 };
  const { version, url } = await emulator.deploy(config, code);
  return { ...picked, version, url };
}

/** Where the code came from, for `goserverless report`. Absolute paths are added here so that none is in the state. */
function origin({ entry, kind }: Required<Inputs>, artifact: string): Record<string, string> {
  return {
    [`goserverless:${kind}`]: artifact,
    ...(entry === "" ? {} : { "goserverless:entry": path.resolve(entry) }),
  };
}

function pick({ config, kind = "zip", sha256, entry }: Inputs): Required<Inputs> {
  return { config, kind, sha256, entry };
}
