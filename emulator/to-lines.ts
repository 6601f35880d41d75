import { StringDecoder } from "node:string_decoder";

/** Cuts text that comes in pieces into its lines, without their line breaks. */
export async function* toLines(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + (typeof piece === "string" ? piece : decoder.write(piece))).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
