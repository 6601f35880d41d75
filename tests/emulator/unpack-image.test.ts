import assert from "node:assert/strict";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Image } from "../../build/oci/blob.js";
import type { TarEntry } from "../../build/oci/tar.js";
import type { ImageSource } from "../../emulator/function-config.js";
import { type ImageProgram, loadProgram } from "../../emulator/image-program.js";
import { unpackImage } from "../../emulator/unpack-image.js";
import { temporaryFolder } from "./harness.js";
import { foreignImage, imageOf, saveImage } from "./image-fixtures.js";

const program: TarEntry = { path: "bootstrap", mode: 0o755, bytes: Buffer.from("#!program") };
const text = (path: string, mode = 0o644): TarEntry => ({ path, mode, bytes: Buffer.from("text") });

describe("unpackImage", () => {
  const folder = temporaryFolder();
  const layout = () => path.join(folder(), "layout");
  const code = () => path.join(folder(), "code");
  const modeOf = async (name: string) =>
    ((await stat(path.join(code(), "root", name))).mode & 0o7777).toString(8);

  async function unpack(image: Image, changes: Partial<ImageSource> = {}): Promise<ImageProgram> {
    await unpackImage({ ...(await saveImage(layout(), image)), ...changes }, code());
    return loadProgram(code());
  }

  it("unpacks an image of ours, with its modes", async () => {
    const included = [{ name: "data/run", bytes: Buffer.from("#!run"), executable: true }];
    const found = await unpack(await imageOf({ included }));
    assert.deepEqual((await readdir(path.join(code(), "root"), { recursive: true })).sort(), [
      "bootstrap",
      "data",
      "data/run",
      "etc",
      "etc/group",
      "etc/passwd",
      "tmp",
    ]);
    assert.equal(await readFile(path.join(code(), "root/data/run"), "utf8"), "#!run");
    const names = ["bootstrap", "data", "data/run", "etc/passwd", "tmp"];
    assert.deepEqual(await Promise.all(names.map(modeOf)), ["755", "755", "755", "644", "1777"]);
    assert.deepEqual(found, {
      command: ["/bootstrap"],
      environment: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
      workingFolder: "/",
      ...{ user: 65532, group: 65532 },
      hostFiles: ["/etc/hosts", "/etc/resolv.conf"],
    });
  });

  it("tells how any other is run, and which files it has itself", async () => {
    const run = {
      Entrypoint: ["/opt/../bootstrap", "serve"],
      Cmd: ["--quick"],
      Env: ["A=1=2", "B=", "C"],
      WorkingDir: "work/../../deep",
      User: "7",
    };
    assert.deepEqual(await unpack(await foreignImage([[program, text("etc/hosts")]], run)), {
      command: ["/bootstrap", "serve", "--quick"],
      environment: { A: "1=2", B: "", C: "" },
      workingFolder: "/deep",
      ...{ user: 7, group: 7 },
      hostFiles: ["/etc/resolv.conf"],
    });
    assert.deepEqual(await readdir(path.join(code(), "root/deep")), []);
  });

  it("takes an image without user for root's", async () => {
    const { user, group } = await unpack(await foreignImage([[program]]));
    assert.deepEqual([user, group], [0, 0]);
  });

  it("puts layers on each other", async () => {
    await unpack(
      await foreignImage([
        [text("data/a"), text("b")],
        [program, text("data/.wh.a")],
      ]),
    );
    assert.deepEqual((await readdir(path.join(code(), "root"))).sort(), ["b", "bootstrap", "data"]);
    assert.deepEqual(await readdir(path.join(code(), "root/data")), []);
  });

  it("leaves all of it removable, and nothing that takes another user's rights", async () => {
    const files = [program, { path: "closed", mode: 0o000 }, text("closed/a", 0o000), text("root", 0o4755)];
    await unpack(await foreignImage([files]));
    assert.deepEqual(await Promise.all(["closed", "closed/a", "root"].map(modeOf)), ["700", "400", "755"]);
  });

  it("refuses an image that is not what was promised", async () => {
    const image = await imageOf({});
    const sha256 = "0".repeat(64);
    await assert.rejects(unpack(image, { sha256 }), {
      name: "EmulatorError",
      message: `The image ${layout()} must have the sha256 ${sha256}, but has ${image.manifest.digest.slice(7)}. Build it again.`,
    });
    assert.deepEqual(await readdir(folder()), ["layout"]);
  });

  it("refuses a damaged layout", async () => {
    const image = await imageOf({});
    const { sha256 } = await saveImage(layout(), image);
    const { digest, bytes } = image.config;
    await writeFile(path.join(layout(), "blobs", digest.replace(":", "/")), Buffer.alloc(bytes.length));
    await assert.rejects(unpackImage({ image: layout(), sha256 }, code()), {
      name: "EmulatorError",
      message: `${layout()} cannot be read as an OCI layout: its blob ${digest} is damaged. Build the image again.`,
    });
  });

  const refused: { title: string; files?: TarEntry[]; run?: Record<string, unknown>; reason: string }[] = [
    { title: "without a program", run: {}, reason: "it names no program to run" },
    {
      title: "whose program is looked for",
      run: { Entrypoint: ["bootstrap"] },
      reason: 'it must name its program by an absolute path, got "bootstrap"',
    },
    {
      title: "whose program is not in it",
      run: { Entrypoint: ["/../bin/sh"] },
      reason: 'its program "/bin/sh" is not in it',
    },
    {
      title: "whose program is a folder",
      run: { Entrypoint: ["/opt"] },
      files: [{ path: "opt", mode: 0o755 }],
      reason: 'its program "/opt" is not in it',
    },
    {
      title: "whose program is none",
      files: [text("bootstrap")],
      reason: '"/bootstrap" must be an ELF or Mach-O binary or begin with "#!", but begins with "text"',
    },
    {
      title: "whose user has a name",
      run: { Entrypoint: ["/bootstrap"], User: "nobody" },
      reason: 'it must name its user by number, got "nobody"',
    },
  ];
  for (const { title, files = [program], run, reason } of refused) {
    it(`refuses an image ${title}`, async () => {
      await assert.rejects(unpack(await foreignImage([files], run)), {
        name: "EmulatorError",
        message: `The image ${layout()} cannot be run: ${reason}. Build it again.`,
      });
    });
  }
});
