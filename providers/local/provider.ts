import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { artifactPath } from "../../build/index.js";
import { deployedOnDisk, ensureEmulator, type FunctionConfig } from "../../emulator/index.js";

/** The inputs of a `LocalFunction`, as the engine hands them over. */
interface Inputs {
  readonly config: FunctionConfig;
  readonly sha256: string;
  readonly entry: string;
}

/** Create, update and delete of a `LocalFunction`: translations to the emulator's control channel. */
export const provider = {
  async diff(_id: string, olds: Inputs, news: Inputs) {
    const { config, sha256, entry } = olds;
    const same = isDeepStrictEqual({ config, sha256, entry }, pick(news));
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
  const zip = artifactPath({ kind: "zip", sha256: inputs.sha256 });
  const config = { ...inputs.config, tags: { ...inputs.config.tags, ...origin(inputs, zip) } };
  const { version, url } = await emulator.deploy(config, { zip, sha256: inputs.sha256 });
  return { ...pick(inputs), version, url };
}

/** Where the code came from, for `goserverless report`. Absolute paths are added here so that none is in the state. */
function origin({ entry }: Inputs, zip: string): Record<string, string> {
  return { "goserverless:zip": zip, ...(entry === "" ? {} : { "goserverless:entry": path.resolve(entry) }) };
}

function pick({ config, sha256, entry }: Inputs): Inputs {
  return { config, sha256, entry };
}
