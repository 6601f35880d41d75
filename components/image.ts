import * as path from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { BuildError } from "../build/build-error.js";
import type { Reference } from "../build/oci/registry/reference.js";
import type { ImageOptions } from "../build/request.js";
import type { CloudTraits } from "../providers/adapter.js";
import type { Checker } from "./checker.js";
import type { ImageArgs, ImageFileArgs } from "./image-args.js";
import type { ImageSpec, Login } from "./image-spec.js";
import { ImageBuilder } from "./names.js";
import { asSection } from "./rule.js";

/**
 * Fills and checks the `image` section, for `packaging: "image"`. What it needs of the build is loaded here, for images alone.
 */
export function toImageSpec(
  image: ImageArgs,
  cloud: CloudTraits,
  check: Checker,
): { readonly image: ImageSpec; readonly options: ImageOptions } {
  const builder = check.oneOf(
    "image.builder",
    image.builder ?? ImageBuilder.Oci,
    Object.values(ImageBuilder),
  );
  checkAlone(image, check);
  checkRepository(image, cloud, check);
  checkDocker(image, builder, cloud, check);
  return {
    image: {
      builder,
      repository: image.repository,
      login: toLogin(image, cloud, check),
      uri: image.uri,
      dockerfile:
        image.dockerfile === undefined
          ? undefined
          : path.resolve(check.string("image.dockerfile", image.dockerfile)),
      buildArgs: check.plainStrings("image.buildArgs", image.buildArgs ?? {}),
    },
    options: toOptions(image, cloud, check),
  };
}

function toOptions(image: ImageArgs, { images }: CloudTraits, check: Checker): ImageOptions {
  const { imageDefaults, maxUser } =
    require("../build/image-defaults.js") as typeof import("../build/image-defaults.js");
  const { licenses, revision, source, version } = asSection(image.labels) ?? {};
  const labels = Object.entries({ licenses, revision, source, version }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, check.string(`image.labels.${name}`, value)]],
  );
  const caCertificates = check.boolean(
    "image.caCertificates",
    image.caCertificates ?? imageDefaults.caCertificates,
  );
  const timeZones = check.boolean("image.timeZones", image.timeZones ?? imageDefaults.timeZones);
  return {
    format: images.format,
    user: check.number("image.user", image.user ?? imageDefaults.user, { min: 0, max: maxUser }),
    certificates: toSource("caCertificates", caCertificates, image.caCertificatesFile, check),
    timeZones: toSource("timeZones", timeZones, image.timeZonesFile, check),
    labels: Object.fromEntries(labels),
  };
}

function toSource(
  name: "caCertificates" | "timeZones",
  isWanted: boolean,
  args: ImageFileArgs | undefined,
  check: Checker,
): ImageOptions["certificates"] {
  const property = `image.${name}File`;
  const file = asSection(args);
  if (file === undefined) return isWanted ? {} : undefined;
  if (!isWanted)
    check.refuseUnseen(property, `come with "image.${name}" true`, "Set that, or leave the file out.");
  const { path: given, sha256 } = file;
  if (sha256 !== undefined && !(typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256)))
    check.refuse(`${property}.sha256`, "be 64 digits of 0-9 and a-f", sha256);
  return {
    ...(given === undefined ? {} : { path: path.resolve(check.string(`${property}.path`, given)) }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

function toLogin({ username, password }: ImageArgs, cloud: CloudTraits, check: Checker): Login | undefined {
  if (username === undefined && password === undefined) return undefined;
  if (cloud.images.repository === "created") {
    check.refuseUnseen("image.username", `be left out on ${cloud.name}, where the provider logs in`);
    return undefined;
  }
  if (username === undefined || password === undefined) {
    const missing = username === undefined ? "username" : "password";
    const other = missing === "username" ? "password" : "username";
    check.refuseUnseen(`image.${missing}`, `be given with "image.${other}"`);
    return undefined;
  }
  check.text("image.username", username);
  if (typeof password === "string" && password === "") check.refuseUnseen("image.password", "not be empty");
  return { username, password };
}

/** An image built elsewhere has all that it has. */
function checkAlone({ uri, ...others }: ImageArgs, check: Checker): void {
  if (uri === undefined) return;
  for (const [key, value] of Object.entries(others)) {
    if (value !== undefined)
      check.refuseUnseen(`image.${key}`, 'be left out with "image.uri", which is deployed as it is');
  }
}

function checkRepository({ repository, uri }: ImageArgs, cloud: CloudTraits, check: Checker): void {
  if (repository === undefined && uri === undefined && cloud.images.repository === "named") {
    const example = 'Name one of yours: "registry.cn-hangzhou.aliyuncs.com/shop/api".';
    check.refuseUnseen("image.repository", `be given on ${cloud.name}`, example);
  }
  checkReference("image.repository", repository, check, "name no tag and no digest", (found) => {
    return found.tag === undefined && found.digest === undefined;
  });
  const rule = 'name an image by its digest, "host/name@sha256:..."';
  checkReference("image.uri", uri, check, rule, ({ digest }) => digest !== undefined);
}

function checkReference(
  property: string,
  text: pulumi.Input<string> | undefined,
  check: Checker,
  rule: string,
  fits: (reference: Reference) => boolean,
): void {
  if (text === undefined) return;
  check.text(property, text);
  if (typeof text !== "string" || text === "") return;
  const { parseReference } =
    require("../build/oci/registry/reference.js") as typeof import("../build/oci/registry/reference.js");
  try {
    if (!fits(parseReference(text))) check.refuse(property, rule, text);
  } catch (error) {
    check.explain(property, (error as BuildError).message);
  }
}

function checkDocker(
  image: ImageArgs,
  builder: ImageBuilder,
  { name, images }: CloudTraits,
  check: Checker,
): void {
  for (const key of ["dockerfile", "buildArgs"] as const) {
    if (image[key] === undefined) continue;
    if (builder !== ImageBuilder.Docker)
      check.refuseUnseen(`image.${key}`, 'come with "image.builder" docker', "Set that, or leave it out.");
    else if (images.repository === "none")
      check.refuseUnseen(
        `image.${key}`,
        `be left out on ${name}, which runs the program without a base image`,
      );
    else if (key === "buildArgs" && image.dockerfile === undefined)
      check.refuseUnseen("image.buildArgs", 'come with "image.dockerfile": the generated one takes none');
  }
  if (image.uri !== undefined && images.repository === "none")
    check.refuseUnseen("image.uri", `be left out on ${name}, which runs what is built here`);
}
