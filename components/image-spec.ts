import type * as pulumi from "@pulumi/pulumi";
import type { ImageBuilder } from "./names.js";

/** How an image gets to the cloud: where it is pushed to, and by whom it is built. */
export interface ImageSpec {
  readonly builder: ImageBuilder;
  /** Unset: the cloud's adapter has one of its own. */
  readonly repository?: pulumi.Input<string>;
  /** Who pushes; unset: nobody in particular, or whom the adapter knows. */
  readonly login?: Login;
  /** An image built elsewhere, by digest. */
  readonly uri?: pulumi.Input<string>;
  /** Absolute; unset: one is generated. */
  readonly dockerfile?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

export interface Login {
  readonly username: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
}
