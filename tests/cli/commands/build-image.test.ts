import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { inspect } from "../../../build/inspect.js";
import { buildEntries } from "../../../cli/commands/build.js";
import { runTool } from "../../build/oci/run-tool.js";
import { type CliResult, runCli } from "../run-cli.js";

describe("goserverless build --packaging image", function () {
  this.timeout(120_000);
  let folder: string;
  const run = (...args: readonly string[]): Promise<CliResult> =>
    runCli(["build", ...args, "--packaging", "image"], {
      directory: folder,
      environment: { GOSERVERLESS_CACHE_DIR: join(folder, "cache"), SOURCE_DATE_EPOCH: "" },
    });
  const printed = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await run(...args);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    return stdout;
  };
  const inspected = async (path: string) => {
    const found = await inspect(path);
    assert.ok(found.kind === "image");
    return found;
  };

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-cli-image-")));
    await writeFile(join(folder, "go.mod"), "module example.com/shop\n\ngo 1.24\n");
    for (const entry of ["cmd/Api", "cmd/worker", "cmd/my api"]) {
      await mkdir(join(folder, entry), { recursive: true });
      await writeFile(
        join(folder, entry, "main.go"),
        `package main\n\nfunc main() { println("${entry}") }\n`,
      );
    }
  });
  after(() => rm(folder, { recursive: true }));

  it("prints where the image is, named after its digest", async () => {
    const path = (await printed("cmd/Api")).trimEnd();
    const { digest, savedAs } = await inspected(path);
    assert.equal(savedAs, "layout");
    assert.equal(basename(path), digest.replace("sha256:", ""));
    assert.ok(path.startsWith(join(folder, "cache")));
  });

  it("leaves a layout for each entry, with the documents beside it, over an earlier one", async () => {
    for (const version of ["1.1", "1.2"]) {
      const stdout = await printed("cmd/Api", "cmd/worker", "--out", "dist", "--label", `version=${version}`);
      assert.equal(stdout, `${join(folder, "dist/Api")}\n${join(folder, "dist/worker")}\n`);
      const { config } = await inspected(join(folder, "dist/Api"));
      assert.equal(config.labels["org.opencontainers.image.version"], version);
    }
    assert.deepEqual(await readdir(join(folder, "dist")), ["Api", "worker"]);
    assert.deepEqual((await readdir(join(folder, "dist/Api"))).sort(), [
      "blobs",
      "index.json",
      "oci-layout",
      "provenance.intoto.json",
      "sbom.cdx.json",
    ]);
    const { digest } = await inspected(join(folder, "dist/Api"));
    assert.equal(
      JSON.parse(runTool("skopeo", "inspect", `oci:${join(folder, "dist/Api")}:latest`)).Digest,
      digest,
    );
  });

  it("leaves a tar for docker load, named after the entry in small letters", async () => {
    const path = join(folder, "tars/Api.tar");
    assert.equal(await printed("cmd/Api", "--out", "tars", "--output", "docker-tar"), `${path}\n`);
    assert.deepEqual(await readdir(join(folder, "tars")), ["Api.tar"]);
    const { program, sbom, provenance } = await inspected(path);
    assert.deepEqual(
      [program?.module, sbom?.isSaved, provenance?.isOfImage],
      ["example.com/shop", true, true],
    );
    const config = JSON.parse(runTool("skopeo", "inspect", "--config", `docker-archive:${path}:api:latest`));
    assert.deepEqual(config.config.Entrypoint, ["/bootstrap"]);
  });

  it("holds certificates, no time zones and nobody as its user, unless it is told otherwise", async () => {
    const paths = async (path: string) => {
      const { layers, config } = await inspected(path);
      const files = layers.flatMap((layer) => layer.files.map((file) => file.path));
      return {
        user: config.user,
        certificates: files.includes("etc/ssl/certs/ca-certificates.crt"),
        timeZones: files.includes("usr/share/zoneinfo/Asia/Shanghai"),
        labels: Object.keys(config.labels).sort(),
      };
    };
    assert.deepEqual(await paths((await printed("cmd/worker")).trimEnd()), {
      user: "65532:65532",
      certificates: true,
      timeZones: false,
      labels: ["io.github.goserverless.certificates"],
    });
    const labels = ["--label", "source=https://example.com", "--label", "licenses=MIT"];
    const other = await printed("cmd/worker", "--user=0", "--no-ca-certificates", "--time-zones", ...labels);
    assert.deepEqual(await paths(other.trimEnd()), {
      user: "0:0",
      certificates: false,
      timeZones: true,
      labels: [
        "io.github.goserverless.time-zones",
        "org.opencontainers.image.licenses",
        "org.opencontainers.image.source",
      ],
    });
  });

  it("prints one document with --json", async () => {
    const stdout = await printed("cmd/worker", "--json", "--out", "json", "--arch", "arm64");
    const { artifacts } = JSON.parse(stdout);
    const { digest, bytes, program } = await inspected(join(folder, "json/worker"));
    assert.deepEqual(artifacts, [
      {
        entry: "cmd/worker",
        kind: "image",
        path: join(folder, "json/worker"),
        sha256: digest.replace("sha256:", ""),
        bytes,
        os: "linux",
        arch: "arm64",
        cached: false,
        buildMs: artifacts[0].buildMs,
        binary: {
          sha256: program?.sha256,
          bytes: program?.bytes,
          static: true,
          goVersion: program?.goVersion,
          module: "example.com/shop",
        },
      },
    ]);
  });

  it("notes how large program and image are, for whoever watches", async () => {
    const notes: string[] = [];
    const terminal = {
      colors: false,
      interactive: true,
      during: <T>(_: unknown, work: () => Promise<T>) => work(),
      note: (line: string) => notes.push(line),
      print: async () => {},
    };
    const before = process.env["GOSERVERLESS_CACHE_DIR"];
    process.env["GOSERVERLESS_CACHE_DIR"] = join(folder, "cache");
    try {
      await buildEntries([join(folder, "cmd/worker")], { packaging: "image" }, terminal);
    } finally {
      if (before === undefined) delete process.env["GOSERVERLESS_CACHE_DIR"];
      else process.env["GOSERVERLESS_CACHE_DIR"] = before;
    }
    assert.match(
      notes.join("\n"),
      /^\S+\/cmd\/worker: binary \d\.\d\d MB, image \d+\.\d kB, built (before|in \d+\.\d s)$/,
    );
  });

  it("does not replace what it has not put there", async () => {
    await mkdir(join(folder, "taken/worker"), { recursive: true });
    await writeFile(join(folder, "taken/worker/thesis.txt"), "");
    assert.deepEqual(await run("cmd/worker", "--out", "taken"), {
      status: 1,
      stdout: "",
      stderr:
        "An image cannot be written to ./taken/worker, which holds something else. Name a new folder, or remove this one.\n",
    });
    assert.deepEqual(await readdir(join(folder, "taken/worker")), ["thesis.txt"]);
  });

  it("refuses a name that docker load does not take before it builds", async () => {
    assert.deepEqual(await run("cmd/my api", "--out", "refused", "--output", "docker-tar"), {
      status: 2,
      stdout: "",
      stderr:
        'The folder "my api" cannot name an image for "docker load". Its name must be letters, digits and single ".", "_", "__" or "-" between them. Rename it, or leave a layout.\n',
    });
    await assert.rejects(readdir(join(folder, "refused")), { code: "ENOENT" });
  });
});
