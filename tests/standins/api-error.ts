/** A refusal by the service. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(
    code: string,
    message: string,
    status = statuses[code] ?? patterns.find(([pattern]) => pattern.test(code))?.[1] ?? 400,
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
  }
}

/** The refusal by the service behind what an operation failed with. */
export function refusalIn(error: unknown): ApiError | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof ApiError ? cause : undefined;
}

/** What is not there to be read or removed is no error. */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (refusalIn(error)?.status === 404) return undefined;
    throw error;
  }
}

const statuses: Readonly<Record<string, number>> = {
  ResourceConflictException: 409,
  AccessDeniedException: 403,
  AccessDenied: 403,
  DeleteConflict: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  RequestEntityTooLargeException: 413,
  TooManyRequestsException: 429,
  ServiceException: 500,
};

const patterns: readonly [pattern: RegExp, status: number][] = [
  [/NotFound|NoSuch/, 404],
  [/AlreadyExists$/, 409],
];
