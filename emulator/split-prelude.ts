/** What an answer in Lambda's streaming format is made of. */
export interface SplitAnswer {
  /** JSON with `statusCode`, `headers` and `cookies`. */
  readonly prelude: Buffer;
  readonly rest: Buffer;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming */
const separator = Buffer.alloc(8);

/** Parts prelude and body of a streamed answer; undefined while the eight NUL bytes between them have not come. */
export function splitPrelude(bytes: Buffer): SplitAnswer | undefined {
  const at = bytes.indexOf(separator);
  if (at === -1) return undefined;
  return { prelude: bytes.subarray(0, at), rest: bytes.subarray(at + separator.length) };
}
