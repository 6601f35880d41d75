import assert from "node:assert/strict";
import { type ImageFlags, refuseImageFlags, toImageOptions } from "../../cli/image-options.js";

describe("toImageOptions", () => {
  const cases: readonly [title: string, flags: ImageFlags, options: object][] = [
    [
      "fills what components fill: certificates, no time zones, a user that is nobody",
      {},
      { format: "oci", user: 65_532, certificates: {}, labels: {} },
    ],
    [
      "takes what is given",
      {
        user: 0,
        caCertificates: false,
        timeZones: true,
        label: ["version=1.2", "source=https://example.com/?a=b", "revision=", "licenses=MIT"],
      },
      {
        format: "oci",
        user: 0,
        timeZones: {},
        labels: { version: "1.2", source: "https://example.com/?a=b", revision: "", licenses: "MIT" },
      },
    ],
  ];
  for (const [title, flags, options] of cases) {
    it(title, () => {
      assert.deepEqual(toImageOptions(flags), options);
    });
  }

  for (const label of ["vendor=Ada", "version", "=1.2", "title=api"]) {
    it(`refuses the label "${label}"`, () => {
      assert.throws(() => toImageOptions({ label: [label] }), {
        name: "UsageError",
        message: `"--label" must be source, revision, version or licenses with "=" and its value, got "${label}".`,
      });
    });
  }
});

describe("refuseImageFlags", () => {
  it("takes none", () => {
    refuseImageFlags({});
  });

  const cases: readonly [name: string, flags: ImageFlags][] = [
    ["--output", { output: "layout" }],
    ["--user", { user: 0 }],
    ["--ca-certificates", { caCertificates: true }],
    ["--no-ca-certificates", { caCertificates: false }],
    ["--time-zones", { timeZones: true }],
    ["--label", { label: ["version=1"] }],
  ];
  for (const [name, flags] of cases) {
    it(`refuses ${name}`, () => {
      assert.throws(() => refuseImageFlags(flags), {
        name: "UsageError",
        message: `"${name}" must come with "--packaging image". Set that, or leave it out.`,
      });
    });
  }
});
