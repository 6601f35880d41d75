/** What a failed call answers, as Lambda words it. */
export interface ErrorDocument {
  readonly errorType: string;
  readonly errorMessage: string;
}

export function toErrorPayload(document: ErrorDocument): Buffer {
  return Buffer.from(JSON.stringify(document));
}

/** Reads the document that a program reported; what it leaves out is said to be unknown. */
export function readErrorDocument(payload: Buffer): ErrorDocument {
  let document: Partial<Record<keyof ErrorDocument, unknown>> | null = null;
  try {
    document = JSON.parse(payload.toString("utf8"));
  } catch {
    // The program may report anything; the document then says that nothing is known.
  }
  const { errorType, errorMessage } = document ?? {};
  return {
    errorType: typeof errorType === "string" && errorType !== "" ? errorType : "Runtime.Unknown",
    errorMessage: typeof errorMessage === "string" ? errorMessage : "",
  };
}
