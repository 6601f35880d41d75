import type { ServerResponse } from "node:http";
import { type HttpAnswer, MalformedAnswer, toHead, toHttpAnswer } from "./function-url-response.js";
import { integrationResponse, type RuntimeAnswer } from "./runtime-api.js";
import { splitPrelude } from "./split-prelude.js";

type PayloadAnswer = Extract<RuntimeAnswer, { kind: "payload" }>;
type StreamAnswer = Extract<RuntimeAnswer, { kind: "stream" }>;
/** Puts what is the gateway's to say on the headers of an answer. */
export type Finish = (headers: string[]) => string[];

const longestPrelude = 1024 * 1024;
/** https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1 */
const bodiless = new Set([204, 304]);

/** Writes a whole answer. Throws a `MalformedAnswer` before anything is written. */
export function writePayload(response: ServerResponse, answer: PayloadAnswer, finish: Finish): void {
  const { statusCode, headers, body } = toAnswer(answer);
  const empty = bodiless.has(statusCode);
  if (!empty) headers.push("content-length", String(Buffer.byteLength(body)));
  response.writeHead(statusCode, finish(headers));
  response.end(empty ? undefined : body);
}

function toAnswer({ contentType, payload }: PayloadAnswer): HttpAnswer {
  if (!contentType.startsWith(integrationResponse)) return toHttpAnswer(payload);
  const split = splitPrelude(payload);
  if (split === undefined) throw new MalformedAnswer("The streamed answer has no end of its prelude.");
  return { ...toHead(parsePrelude(split.prelude)), body: split.rest };
}

/**
 * Passes an answer on while it comes, as fast as the caller takes it.
 *
 * It is read to its end in any case: the program is not to wait for a caller that is gone. Rejects when it breaks off.
 */
export async function writeStream(
  response: ServerResponse,
  answer: StreamAnswer,
  finish: Finish,
): Promise<void> {
  let waiting: Buffer = Buffer.alloc(0);
  let malformed: MalformedAnswer | undefined;
  for await (const chunk of answer.body) {
    if (malformed !== undefined) continue;
    if (response.headersSent) {
      await write(response, chunk);
      continue;
    }
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    try {
      const rest = begin(response, answer.contentType, waiting, finish);
      if (rest !== undefined) await write(response, rest);
    } catch (error) {
      malformed =
        error instanceof MalformedAnswer ? error : new MalformedAnswer(String(error), { cause: error });
    }
  }
  if (malformed !== undefined) throw malformed;
  if (!response.headersSent) throw new MalformedAnswer("The streamed answer has no end of its prelude.");
}

/** Writes the head once all of it is there; returns what of the body came with it. */
function begin(
  response: ServerResponse,
  contentType: string,
  bytes: Buffer,
  finish: Finish,
): Buffer | undefined {
  if (!contentType.startsWith(integrationResponse)) {
    response.writeHead(200, finish(["content-type", contentType]));
    return bytes;
  }
  const split = splitPrelude(bytes);
  if (split === undefined) {
    if (bytes.length > longestPrelude)
      throw new MalformedAnswer("The streamed answer has no end of its prelude.");
    return undefined;
  }
  const { statusCode, headers } = toHead(parsePrelude(split.prelude));
  response.writeHead(statusCode, finish(headers));
  // The caller sees the head when it is there, not when the first byte of the body is.
  response.flushHeaders();
  return split.rest;
}

function parsePrelude(prelude: Buffer): object {
  try {
    const parsed: unknown = JSON.parse(prelude.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null) return parsed;
  } catch {
    // What is no JSON is refused like JSON that is no object.
  }
  throw new MalformedAnswer("The prelude of a streamed answer must be a JSON object.");
}

/** Waits until the caller has room for more, or is gone. */
async function write(response: ServerResponse, chunk: Buffer): Promise<void> {
  if (response.destroyed || chunk.length === 0 || response.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}
