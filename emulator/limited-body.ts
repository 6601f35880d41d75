import type { IncomingMessage } from "node:http";
import { pipeline, Transform, type TransformCallback } from "node:stream";

/** A body on its way that breaks off when it turns out larger than allowed; the rest of it is thrown away. */
export class LimitedBody extends Transform {
  exceeded = false;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(source: IncomingMessage, maxBytes: number) {
    super();
    this.#maxBytes = maxBytes;
    pipeline(source, this, () => {});
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    this.exceeded = this.#bytes > this.#maxBytes;
    if (this.exceeded) done(new Error(`The body is larger than ${this.#maxBytes} bytes.`));
    else done(null, chunk);
  }
}
