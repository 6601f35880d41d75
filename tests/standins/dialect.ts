import type { ApiError } from "./api-error.js";
import type { Request } from "./journal.js";

/** A call that a service refused. */
export interface Refusal {
  /** `lambda:CreateAlias` */
  readonly action: string;
  readonly request: Request | undefined;
  readonly type: string | undefined;
  /** Of the resource, once it has one. */
  readonly id: string | undefined;
  readonly cause: ApiError;
}

/** A create, update or delete that came to nothing. */
export interface Failure {
  readonly verb: "creating" | "updating" | "deleting";
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Of what exists in spite of it. */
  readonly id: string | undefined;
  readonly message: string;
}

/** How one cloud's provider takes what its service refuses, and in which words it tells. */
export interface Dialect {
  /** The error of a fault that names none: one that no client tries again. */
  readonly denied: string;
  /** Worth another attempt for any client of this cloud. */
  isTransient(error: ApiError): boolean;
  refused(refusal: Refusal): string;
  failed(failure: Failure): string;
}
