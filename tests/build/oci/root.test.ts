import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { readCertificates } from "../../../build/oci/certificates.js";
import { toImage } from "../../../build/oci/image.js";
import { writeLayout } from "../../../build/oci/layout.js";
import { readTimeZones } from "../../../build/oci/time-zones.js";
import { hostArchitecture, useFolders, writeFiles } from "../go-module.js";
import { imageRequest } from "./image-request.js";
import { runTool } from "./run-tool.js";

/** Uses what a program expects of the root that it runs in. */
const main = `package main

import (
	"crypto/x509"
	"fmt"
	"os"
	"os/user"
	"time"
)

func main() {
	pool, err := x509.SystemCertPool()
	fmt.Println("certificates", !pool.Equal(x509.NewCertPool()), err)
	zone, err := time.LoadLocation("Asia/Shanghai")
	fmt.Println("zone", zone, err)
	name, err := user.LookupId("65532")
	fmt.Println("user", name.Username, name.HomeDir, err)
	fmt.Println("temporary", os.WriteFile(os.TempDir()+"/a", []byte("a"), 0o600))
	text, err := os.ReadFile("web/a.txt")
	fmt.Println("included", string(text), err)
}
`;

describe("the root of an image", function () {
  this.timeout(120_000);
  const folders = useFolders();

  it("has what a Go program looks for, after umoci has unpacked it", async () => {
    const at = (...names: string[]) => join(folders.folder, ...names);
    await writeFiles(at("api"), { "go.mod": "module example.com/shop\n\ngo 1.24\n", "main.go": main });
    const env = { ...process.env, CGO_ENABLED: "0", GOOS: "linux" };
    execFileSync("go", ["build", "-trimpath", "-buildvcs=false", "-o", at("program"), "."], {
      cwd: at("api"),
      env,
    });
    writeFileSync(at("ca.pem"), rootCertificates.slice(0, 2).join("\n"));
    const image = await toImage(
      imageRequest({
        binary: readFileSync(at("program")),
        architecture: hostArchitecture,
        included: [{ name: "web/a.txt", bytes: Buffer.from("hello"), executable: false }],
        certificates: await readCertificates({ path: at("ca.pem") }),
        timeZones: await readTimeZones({}, { binary: "go", folder: at("api"), env: {} }),
      }),
    );
    await writeLayout(image, at("layout"), "latest");

    const isRoot = process.getuid?.() === 0;
    runTool(
      "umoci",
      "unpack",
      ...(isRoot ? [] : ["--rootless"]),
      "--image",
      `${at("layout")}:latest`,
      at("bundle"),
    );
    const root = at("bundle", "rootfs");
    const modes = ["bootstrap", "tmp", "etc/passwd", "etc/group", "web/a.txt", "usr/share/zoneinfo/UTC"].map(
      (path) => `${(statSync(join(root, path)).mode & 0o7777).toString(8)} ${path}`,
    );
    assert.deepEqual(modes, [
      "755 bootstrap",
      "1777 tmp",
      "644 etc/passwd",
      "644 etc/group",
      "644 web/a.txt",
      "644 usr/share/zoneinfo/UTC",
    ]);
    const { process: settings } = JSON.parse(readFileSync(at("bundle", "config.json"), "utf8"));
    assert.deepEqual([settings.args, settings.cwd], [["/bootstrap"], "/"]);
    assert.ok(settings.env.includes("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    if (isRoot) assert.deepEqual([settings.user.uid, settings.user.gid], [65532, 65532]);

    const printed = isRoot
      ? runTool("chroot", "--userspec=65532:65532", root, "/bootstrap")
      : runTool("unshare", "--map-root-user", "--root", root, "/bootstrap");
    assert.equal(
      printed,
      [
        "certificates true <nil>",
        "zone Asia/Shanghai <nil>",
        "user nonroot /tmp <nil>",
        "temporary <nil>",
        "included hello <nil>",
        "",
      ].join("\n"),
    );
  });
});
