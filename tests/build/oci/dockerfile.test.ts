import assert from "node:assert/strict";
import { toDockerfile } from "../../../build/oci/dockerfile.js";
import { toImage } from "../../../build/oci/image.js";
import { readConfig } from "../../../build/oci/read-config.js";
import { data, imageRequest } from "./image-request.js";

describe("toDockerfile", () => {
  it("says what the image's own configuration says", async () => {
    const { config } = await toImage(imageRequest({ ...data, labels: { version: "1.0" } }));
    const { certificates, timeZones } = data;
    assert.equal(
      toDockerfile(readConfig(config.bytes)),
      `FROM scratch
COPY root/ /
USER 65532:65532
WORKDIR /
ENV PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
LABEL "io.github.goserverless.certificates"="sha256:${certificates.sha256}"
LABEL "io.github.goserverless.time-zones"="sha256:${timeZones.sha256}"
LABEL "org.opencontainers.image.version"="1.0"
ENTRYPOINT ["/bootstrap"]
`,
    );
  });

  it("leaves values as they are: no variables, no quotes of its own", async () => {
    const { config } = await toImage(imageRequest({ labels: { version: 'a "$HOME" \\ b' } }));
    const lines = toDockerfile(readConfig(config.bytes)).split("\n");
    assert.ok(lines.includes('LABEL "org.opencontainers.image.version"="a \\"\\$HOME\\" \\\\ b"'));
  });
});
