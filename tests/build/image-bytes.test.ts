import assert from "node:assert/strict";
import { join } from "node:path";
import { imageBytes } from "../../build/image-bytes.js";
import { toImage } from "../../build/oci/image.js";
import { writeLayout } from "../../build/oci/layout.js";
import { useFolders } from "./go-module.js";
import { data, imageRequest } from "./oci/image-request.js";

const sizeOf = (blobs: readonly { readonly bytes: Uint8Array }[]) =>
  blobs.reduce((sum, { bytes }) => sum + bytes.length, 0);

describe("imageBytes", () => {
  const folders = useFolders();
  const included = [{ name: "data/run", bytes: Buffer.from("#!run"), executable: true }];

  it("counts all that is pulled, with another program too", async () => {
    const layout = join(folders.folder, "layout");
    const other = Buffer.from("another program ".repeat(500));
    const image = await toImage(imageRequest({ ...data, included }));
    await writeLayout(image, layout);
    const { manifest, config, layers } = image;
    assert.equal(await imageBytes(layout), sizeOf([manifest, config, ...layers]));
    assert.equal(await imageBytes(layout, imageRequest().binary), await imageBytes(layout));
    const made = await toImage(imageRequest({ ...data, included, binary: other }));
    assert.equal(await imageBytes(layout, other), sizeOf([manifest, config, ...made.layers]));
  });

  it("refuses what is no image", async () => {
    await assert.rejects(imageBytes(folders.folder), {
      name: "BuildError",
      message: `${folders.folder} cannot be read as an OCI layout: its oci-layout is missing. Build the image again.`,
    });
  });
});
