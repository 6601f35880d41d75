import assert from "node:assert/strict";
import { toPushDocument } from "../../report/push-document.js";

const bytes = Buffer.from("{}");

describe("toPushDocument", () => {
  it("holds exactly the documented fields", () => {
    const sbom = { mediaType: "application/vnd.cyclonedx+json", digest: "sha256:cd", bytes } as const;
    const image = {
      manifest: { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: "sha256:ab", bytes },
      referrers: [{ artifactType: "application/vnd.cyclonedx+json", blob: sbom, annotations: { a: "b" } }],
    } as const;
    const blobs = [
      { digest: "sha256:01", bytes: 10, sentBytes: 10, outcome: "uploaded" },
      { digest: "sha256:02", bytes: 20, sentBytes: 0 },
    ] as const;
    assert.deepEqual(toPushDocument("127.0.0.1:5000/shop@sha256:ab", image, blobs), {
      schema: 1,
      image: "127.0.0.1:5000/shop@sha256:ab",
      digest: "sha256:ab",
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      blobs: [
        { digest: "sha256:01", bytes: 10, outcome: "uploaded" },
        { digest: "sha256:02", bytes: 20, outcome: "present" },
      ],
      referrers: [{ artifactType: "application/vnd.cyclonedx+json", digest: "sha256:cd", bytes: 2 }],
    });
  });
});
