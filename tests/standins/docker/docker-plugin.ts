import { existsSync } from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Checked } from "../check.js";
import type { Journal } from "../journal.js";
import type { Plugin } from "../plugin-server.js";
import type { Planned } from "../provider.js";
import { hasUnknown, isObject, type Props, toSecret, unknown } from "../wire.js";
import { contextDigest } from "./context-digest.js";
import type { EngineApi } from "./engine-api.js";

const type = "docker:index/image:Image";

/** `Image` as Pulumi's own provider has it: https://github.com/pulumi/pulumi-docker/tree/master/provider */
export class DockerPlugin implements Plugin {
  readonly package;
  readonly #engine: EngineApi;
  readonly #journal: Journal;
  readonly #folder: string;

  constructor(version: string, engine: EngineApi, journal: Journal, folder: string) {
    const configure = async () => {
      await engine.ping().catch(() => {
        throw new Error("failed to connect to any docker daemon");
      });
    };
    this.package = { version, configure };
    this.#engine = engine;
    this.#journal = journal;
    this.#folder = folder;
  }

  check(urn: string, _: Props, news: Props): Checked {
    checkType(urn);
    const build = sectionOf(news, "build");
    const { context = ".", dockerfile = path.join(String(context), "Dockerfile") } = build;
    const filled: Props = { ...build, context, dockerfile };
    if (!hasUnknown([context, dockerfile])) {
      const file = this.#resolve(dockerfile);
      if (!existsSync(file)) {
        const what = path.isAbsolute(String(dockerfile))
          ? `expected a relative Dockerfile path; got "${dockerfile}" instead`
          : `could not open dockerfile at relative path "${dockerfile}"`;
        throw new Error(`${what}: stat ${dockerfile}: no such file or directory`);
      }
      filled["contextDigest"] = contextDigest(this.#resolve(context), file);
    }
    return {
      inputs: { ...news, buildOnPreview: news["buildOnPreview"] ?? false, build: filled },
      failures: [],
    };
  }

  /** Who logs in is no change, and a login that was not there before is none either. */
  diff(_: string, olds: Props, news: Props): Planned {
    const before = sectionOf(olds, "__inputs");
    const names = [...new Set([...Object.keys(before), ...Object.keys(news)])];
    const changes = names.flatMap((name) => {
      const [old, now] = [before[name], news[name]];
      if (isDeepStrictEqual(old, now)) return [];
      if (name === "registry" && isObject(old) && isObject(now) && old["server"] === now["server"]) return [];
      const kind = old === undefined ? "add" : now === undefined ? "delete" : "update";
      return [{ path: name, kind, replaces: false } as const];
    });
    return { changes, replaces: [], deleteBeforeReplace: false };
  }

  async create(_: string, inputs: Props, preview: boolean): Promise<{ id: string; outputs: Props }> {
    if (preview) return { id: "", outputs: inputs };
    const outputs = await this.#buildAndPush(inputs);
    return { id: String(inputs["imageName"]), outputs };
  }

  async read(_: string, _id: string, olds: Props): Promise<{ outputs: Props }> {
    return { outputs: olds };
  }

  async update(_: string, _id: string, _olds: Props, news: Props, preview: boolean): Promise<Props> {
    return preview ? news : this.#buildAndPush(news);
  }

  async delete(): Promise<void> {}

  outgoing(_: string, { __inputs, ...outputs }: Props): Props {
    return __inputs === undefined ? outputs : { ...outputs, __inputs: toSecret(__inputs) };
  }

  async invoke(token: string): Promise<Props> {
    throw new Error(`The stand-in for docker has no function ${token}.`);
  }

  async #buildAndPush(inputs: Props): Promise<Props> {
    const name = String(inputs["imageName"]);
    const build = sectionOf(inputs, "build");
    const context = this.#resolve(build["context"]);
    const dockerfile = path.relative(context, this.#resolve(build["dockerfile"]));
    if (dockerfile.startsWith(".."))
      throw new Error("The stand-in takes no Dockerfile outside of the context.");
    this.#journal.add({ kind: "call", action: "docker:Build", target: name });
    const id = await this.#engine.build({
      context,
      dockerfile,
      name,
      args: sectionOf(build, "args") as Record<string, string>,
      platform: textOf(build["platform"]),
      target: textOf(build["target"]),
      network: textOf(build["network"]),
      version: build["builderVersion"] === "BuilderV1" ? "1" : "2",
    });
    const registry = sectionOf(inputs, "registry");
    const outputs = {
      __inputs: inputs,
      baseImageName: name,
      context: build["context"],
      dockerfile,
      imageName: name,
      platform: build["platform"],
      registryServer: textOf(registry["server"]),
    };
    if (inputs["skipPush"] === true) return { ...outputs, repoDigest: id };
    this.#journal.add({ kind: "call", action: "docker:Push", target: name });
    const { server: serveraddress, username, password } = registry as Record<string, string>;
    const digest = await this.#engine.push(name, { username, password, serveraddress });
    return { ...outputs, repoDigest: `${name.replace(/:[^:/]+$/, "")}@${digest}` };
  }

  #resolve(file: unknown): string {
    return path.resolve(this.#folder, String(file));
  }
}

function checkType(urn: string): void {
  const found = urn.split("::")[2]?.split("$").pop();
  if (found !== type) throw new Error(`The stand-in for docker has no resource ${found}.`);
}

function sectionOf(props: Props, name: string): Props {
  const section = props[name];
  return isObject(section) ? section : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" && value !== unknown ? value : "";
}
