/** A refusal by the service. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(
    code: string,
    message: string,
    status = statuses[code] ?? (/NotFound|NoSuch/.test(code) ? 404 : 400),
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
  }

  /** Worth another attempt for any client of AWS. */
  get transient(): boolean {
    return this.status >= 500 || this.status === 429 || /Throttl/.test(this.code);
  }
}

const statuses: Readonly<Record<string, number>> = {
  ResourceConflictException: 409,
  AccessDeniedException: 403,
  EntityAlreadyExists: 409,
  DeleteConflict: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  RequestEntityTooLargeException: 413,
  TooManyRequestsException: 429,
  ServiceException: 500,
};
