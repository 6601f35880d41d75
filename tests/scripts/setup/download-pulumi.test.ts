import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Sandbox } from "../sandbox.js";

const download = `require(scripts + "/setup/download-pulumi.js").downloadPulumi(process.cwd() + "/root", process.env)
  .catch((error) => { console.error(error.message); process.exitCode = 1; })`;

const names = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** What get.pulumi.com would send. */
const installer = (script: string) => `
  globalThis.fetch = async () => ({ ok: true, status: 200, text: async () => ${JSON.stringify(script)} });
`;

describe("downloadPulumi", () => {
  const sandbox = new Sandbox();
  const run = (preload: string) =>
    sandbox.run(download, { NODE_OPTIONS: `--require=${sandbox.write("preload.js", preload)}` });

  it("runs the official installer, in our folder and without the user's own", async () => {
    const script =
      `PATH=/usr/bin:/bin; echo "$@" > ${sandbox.path("arguments")}; mkdir -p root/bin "$PULUMI_HOME"
      for name in ${names.join(" ")}; do echo '#!/bin/sh\necho v3.259.0' > ${sandbox.path("root/bin")}/$name; done
      chmod +x ${sandbox.path("root/bin")}/*`.replace("root/bin", sandbox.path("root/bin"));
    assert.deepEqual(await run(installer(script)), {
      status: 0,
      stdout: "",
      stderr: "Downloading Pulumi 3.259.0 ...\nDownloading Pulumi 3.259.0: done in 0 s\n",
    });
    assert.deepEqual(readdirSync(sandbox.path("root/bin")).sort(), names);
    assert.equal(
      readFileSync(sandbox.path("arguments"), "utf8"),
      `--no-edit-path --install-root ${sandbox.path("root")} --version 3.259.0\n`,
    );
    assert.equal(existsSync(sandbox.path("home")), false);
  });

  it("shows what a failing installer says", async () => {
    const { status, stderr } = await run(installer("echo 'error: disk full' >&2; exit 1"));
    assert.equal(status, 1);
    assert.match(stderr, /^Downloading Pulumi 3\.259\.0: failed after 0 s$/m);
    assert.match(stderr, /error: disk full/);
  });

  const unreachable: [title: string, preload: string][] = [
    ["has no network", 'globalThis.fetch = async () => { throw new TypeError("fetch failed"); };'],
    ["is behind a proxy that refuses", "globalThis.fetch = async () => ({ ok: false, status: 403 });"],
  ];
  for (const [title, preload] of unreachable) {
    it(`gives up at once when it ${title}`, async () => {
      assert.deepEqual(await run(preload), {
        status: 1,
        stdout: "",
        stderr: "https://get.pulumi.com/install.sh cannot be reached.\n",
      });
    });
  }
});
