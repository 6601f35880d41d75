/** Something that cannot be read or measured; its message is complete and made to be read by the user. */
export class EvidenceError extends Error {
  override readonly name = "EvidenceError";
}
