/**
 * What the binary speaks: `lambda` polls the Lambda Runtime API, `fc` is an HTTP server as in Function Compute's
 * custom runtimes.
 */
export const LocalContract = { Lambda: "lambda", Fc: "fc" } as const;
export type LocalContract = (typeof LocalContract)[keyof typeof LocalContract];

/** Settings of the local cloud. */
export interface LocalArgs {
  /** Port of the function's URL. Default: a free one, chosen once and then kept. Range: 1-65535. Example: 8080. */
  port?: number;
  /**
   * The contract that the binary speaks. Default: `lambda` when aws-lambda-go or the goserverless runtime is linked
   * in, else `fc`.
   */
  contract?: LocalContract;
  /** How long an instance that is not kept warm lives without a call, in seconds. Default: 300. Range: 1-86400. */
  idleSeconds?: number;
  /**
   * Calls `/initialize` before the first request, as Function Compute does where an initializer is set; `fc` only.
   * Default: false.
   */
  initializer?: boolean;
  /**
   * Calls `/pre-stop` before an instance ends, as Function Compute does where the hook is set; `fc` only. Default:
   * false.
   */
  preStop?: boolean;
}
