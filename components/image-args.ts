import type * as pulumi from "@pulumi/pulumi";
import type { ImageBuilder } from "./names.js";

/**
 * What an image holds and where it is pushed to. It is `FROM scratch`: the program as `/bootstrap`, a `/tmp`, users, and
 * what is set here. The same program and settings are the same image, byte for byte.
 */
export interface ImageArgs {
  /**
   * Who makes the image: `oci`, this package itself, which needs neither Docker nor a base image; or `docker`, the Docker
   * Engine on this machine through `@pulumi/docker`, for who needs a base image. Default: `oci`.
   */
  builder?: ImageBuilder;
  /**
   * The repository that the image is pushed to, `host/name` without tag or digest. Default: on aws, one is created in
   * ECR; on aliyun there is none, and it must be one in the Container Registry of the function's region; on local nothing
   * is pushed. Example: `"registry.cn-hangzhou.aliyuncs.com/shop/api"`.
   */
  repository?: pulumi.Input<string>;
  /** Who pushes to the repository. Not on aws, where the provider logs in. Default: nobody logs in. */
  username?: pulumi.Input<string>;
  /** The password of `username`. Default: none. Example: `config.requireSecret("registryPassword")`. */
  password?: pulumi.Input<string>;
  /**
   * An image built elsewhere, instead of `entry` and `artifact`, by its digest. Default: none. Not on local. Example:
   * `"123456789012.dkr.ecr.eu-west-1.amazonaws.com/api@sha256:..."`.
   */
  uri?: pulumi.Input<string>;
  /** Puts certificate authorities into the image, which calls over TLS need. Default: true. */
  caCertificates?: boolean;
  /** Which ones. Default: this machine's. Pin a file of your own for the same image on every machine. */
  caCertificatesFile?: ImageFileArgs;
  /** Puts time zones into the image, which `time.LoadLocation` needs. Default: false. */
  timeZones?: boolean;
  /** Which ones, a `zoneinfo.zip`. Default: the Go toolchain's. */
  timeZonesFile?: ImageFileArgs;
  /** The ID of the user that the program runs as, and of its group. Default: 65532. Range: 0-4294967294. */
  user?: number;
  /** What the image tells of itself. Default: nothing. */
  labels?: ImageLabelsArgs;
  /**
   * A Dockerfile, relative to the Pulumi program; only with `builder` docker. What it copies from are the files of the
   * image that is built without it: `COPY bootstrap /bootstrap`. Default: `FROM scratch` with all of them. Example: `"./Dockerfile"`.
   */
  dockerfile?: string;
  /** Arguments of the Dockerfile. They can be read in the image: no secrets. Default: none. Example: `{ BASE: "debian:12" }`. */
  buildArgs?: Record<string, string>;
}

/** A file whose content goes into an image. */
export interface ImageFileArgs {
  /** Where it is, relative to the Pulumi program. Default: where this machine keeps it. Example: `"./ca.pem"`. */
  path?: string;
  /** The SHA-256 that it must have, in hex; another one is refused. Default: any. Example: what `sha256sum ca.pem` prints. */
  sha256?: string;
}

/** Labels of an image, as https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md names them. Each is a part of the image: another one is another image. */
export interface ImageLabelsArgs {
  /** Where the source is, a URL. Default: none. Example: `"https://github.com/acme/shop"`. */
  source?: string;
  /** The commit that was built. Default: none. Example: what `git rev-parse HEAD` prints. */
  revision?: string;
  /** Default: none. Example: `"1.4.0"`. */
  version?: string;
  /** An SPDX expression. Default: none. Example: `"Apache-2.0"`. */
  licenses?: string;
}
