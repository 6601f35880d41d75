import { EvidenceError } from "../evidence-error.js";
import type { CallTarget } from "./measured-calls.js";

/** Names of errors as the services give them: https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
const denied = new Set(["AccessDeniedException", "AccessDenied"]);
const notAccepted = new Set([
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "ExpiredTokenException",
  "ExpiredToken",
]);

/** A call was refused because of a limit on concurrency, or on the rate of calls. */
export function isThrottled(error: unknown): boolean {
  return nameOf(error) === "TooManyRequestsException";
}

/** Why a function cannot be called: a sentence, without what the service says, which names the account. */
export function explainInvoke(error: unknown, target: CallTarget, timeoutMs: number): EvidenceError {
  const { functionName, region, qualifier } = target;
  const name = nameOf(error);
  const what = `"${functionName}" in ${region}`;
  const say = (sentence: string) => new EvidenceError(sentence, { cause: error });
  if (denied.has(name))
    return say(
      `These credentials may not call ${what}. Allow "lambda:InvokeFunction" on it and its alias "${qualifier}".`,
    );
  if (notAccepted.has(name))
    return say(
      `AWS does not accept the credentials: ${name}. Renew them, and check the clock of this machine.`,
    );
  if (name === "ResourceNotFoundException")
    return say(
      `AWS has no function ${what} with the alias "${qualifier}". Run "pulumi refresh", or measure with the credentials of its account.`,
    );
  if (name === "TimeoutError")
    return say(`No answer came from ${what} within ${timeoutMs / 1000} s. See its log.`);
  return say(`${what} could not be called: ${codeOf(error) ?? name}. "--verbose" shows what AWS says.`);
}

/** Why the log cannot be read, and what the figures are then from: a sentence. */
export function explainLog(error: unknown, group: string, { region }: CallTarget): string {
  const name = nameOf(error);
  const instead = "The figures are from the end of the log that comes with an answer";
  if (denied.has(name))
    return `${instead}, as the credentials may not read the log group ${group} in ${region}: allow "logs:FilterLogEvents" on it.`;
  if (name === "ResourceNotFoundException")
    return `${instead}, as there is no log group ${group} in ${region}.`;
  return `${instead}, as the log group ${group} in ${region} could not be read: ${codeOf(error) ?? name}.`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Of a connection that did not come about: `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
