import { EmulatorError } from "./emulator-error.js";
import type { Contract, FunctionConfig } from "./function-config.js";

/** How large what goes in and out of a function may be. */
export interface PayloadLimits {
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export const payloadLimits: Readonly<Record<Contract, PayloadLimits>> = {
  /**
   * 6 MB each way; the service lets 100 bytes more through, and names that number when it refuses.
   * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  lambda: { requestBytes: 6_291_556, responseBytes: 6_291_556 },
  /** https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/product-overview/limits */
  fc: { requestBytes: 33_554_432, responseBytes: 33_554_432 },
};

/** Refuses a direct invoke whose payload is larger than the function's cloud takes. */
export function checkPayload({ name, contract }: FunctionConfig, payload: Uint8Array): void {
  const { requestBytes } = payloadLimits[contract];
  if (payload.byteLength <= requestBytes) return;
  throw new EmulatorError(
    `The payload for function "${name}" must be at most ${requestBytes} bytes, got ${payload.byteLength}. Pass larger data by reference.`,
  );
}
