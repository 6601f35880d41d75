import assert from "node:assert/strict";
import { parseReference } from "../../../../build/oci/registry/reference.js";

const hex = "0123456789abcdef".repeat(4);

describe("parseReference", () => {
  const good: [text: string, reference: ReturnType<typeof parseReference>][] = [
    ["registry.example.com/api", { registry: "registry.example.com", repository: "api" }],
    ["localhost/shop/api", { registry: "localhost", repository: "shop/api" }],
    ["127.0.0.1:5000/a/b__c-d.e:v1", { registry: "127.0.0.1:5000", repository: "a/b__c-d.e", tag: "v1" }],
    ["[::1]:5000/api", { registry: "[::1]:5000", repository: "api" }],
    ["r.io/api:_A.b-c", { registry: "r.io", repository: "api", tag: "_A.b-c" }],
    [`r.io/api@sha256:${hex}`, { registry: "r.io", repository: "api", digest: `sha256:${hex}` }],
  ];
  for (const [text, reference] of good) {
    it(`reads ${text}`, () => assert.deepEqual(parseReference(text), reference));
  }

  const withUser =
    'A repository must be given as "host/name", with no user or password in it. Give them as credentials.';
  const noHost = (text: string) =>
    `A repository must begin with the host of its registry, such as "registry.example.com/shop/api", got "${text}".`;
  const badName = (name: string) =>
    `A repository's name must be lower-case letters, digits and single ".", "_", "__" or "-" between them, with "/" between its parts, got "${name}".`;
  const badTag = (tag: string) =>
    `A tag must be at most 128 letters, digits, "_", "." and "-", and begin with none of the last two, got "${tag}".`;
  const badHost = (host: string) =>
    `A registry must be a host name or address with an optional port from 1 to 65535, got "${host}".`;

  const bad: [text: string, message: string][] = [
    ["", noHost("")],
    ["api", noHost("api")],
    ["shop/api:v1", noHost("shop/api:v1")],
    ["https://r.io/api", 'A repository must be given as "host/name", got one with "https://". Remove it.'],
    ["anna:secret@r.io/api", withUser],
    ["https://anna:secret@r.io/api", withUser],
    ["r.io:0/api", badHost("r.io:0")],
    ["r.io:65536/api", badHost("r.io:65536")],
    ["-r.io/api", badHost("-r.io")],
    ["r.io/Api", badName("Api")],
    ["r.io/a//b", badName("a//b")],
    ["r.io/a/../b", badName("a/../b")],
    ["r.io/a?b", badName("a?b")],
    ["r.io/", badName("")],
    [`r.io/${"a".repeat(256)}`, "A repository's name must have at most 255 characters, got 256."],
    ["r.io/api:", badTag("")],
    ["r.io/api:-v1", badTag("-v1")],
    [`r.io/api:${"v".repeat(129)}`, badTag("v".repeat(129))],
    ["r.io/api@sha256:12", 'A digest must be "sha256:" and 64 digits of 0-9 and a-f, got "sha256:12".'],
    [
      `r.io/api:v1@sha256:${hex}`,
      `An image must be named by a tag or by a digest, got both in "r.io/api:v1@sha256:${hex}". Remove one.`,
    ],
  ];
  for (const [text, message] of bad) {
    it(`refuses "${text.slice(0, 40)}"`, () =>
      assert.throws(() => parseReference(text), { name: "BuildError", message }));
  }
});
