import { BuildError } from "../../build-error.js";
import { messages } from "./messages.js";

/** A failure that may be over after a pause; its message is the user's if it is not. */
export class PassingError extends BuildError {
  /** How long the registry wants to be left alone. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, details: { readonly cause?: unknown; readonly retryAfterMs?: number } = {}) {
    super(message, { cause: details.cause });
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}

type Sentence = (registry: string, code: string) => string;

const passing: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: messages.unreachable,
  EHOSTUNREACH: messages.unreachable,
  ENETUNREACH: messages.unreachable,
  EAI_AGAIN: messages.unreachable,
  ECONNRESET: messages.connectionLost,
  ECONNABORTED: messages.connectionLost,
  EPIPE: messages.connectionLost,
  ETIMEDOUT: messages.connectionLost,
  // An answer that is no HTTP, or ends too early.
  HPE_INVALID_CONSTANT: messages.connectionLost,
  HPE_INVALID_EOF_STATE: messages.connectionLost,
};

const final: Readonly<Record<string, Sentence>> = {
  ENOTFOUND: messages.hostUnknown,
  EMSGSIZE: messages.answerTooLarge,
  EPROTO: messages.notTls,
  ERR_SSL_WRONG_VERSION_NUMBER: messages.notTls,
};

/** What Node says of a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ofCertificate = /CERT|VERIFY|ERR_TLS|CRL|CA_|HOSTNAME_MISMATCH|PATH_LENGTH|SELF_SIGNED/;

/** Turns what a connection failed with into a sentence. */
export function toFailure(error: unknown, registry: string): unknown {
  const code = codeOf(error);
  // Somebody else failed, and has the sentence.
  if (code === "ABORT_ERR" || error instanceof BuildError) return error;
  const passes = passing[code];
  if (passes) return new PassingError(passes(registry, code), { cause: error });
  const ends = final[code] ?? (ofCertificate.test(code) ? messages.certificateRefused : messages.unreachable);
  return new BuildError(ends(registry, code), { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

/** Whether a server answered TLS with something else, most likely plain HTTP. */
export function isPlainAnswer(error: unknown): boolean {
  return ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_PACKET_LENGTH_TOO_LONG"].includes(codeOf(error));
}
