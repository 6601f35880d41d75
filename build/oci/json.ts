/** An object of a JSON document whose fields are not known to be there. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Largest document that is read, as registries take none larger: 4 MiB. */
const maxBytes = 4 * 1024 * 1024;

/** Parses a document that must be an object. Throws an `Error` whose message is a clause that begins with the subject. */
export function parseObject(bytes: Uint8Array, subject: string): JsonObject {
  if (bytes.length > maxBytes) throw new Error(`${subject} is larger than ${maxBytes} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (cause) {
    throw new Error(`${subject} is not JSON`, { cause });
  }
  if (!isObject(value)) throw new Error(`${subject} is not a JSON object`);
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field's object; an empty one when it is absent or null. */
export function objectIn(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return isObject(value) ? value : {};
}

/** The field's text; empty when there is none. */
export function textIn(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === "string" ? value : "";
}

/** The field's elements; none when it is no list. */
export function listIn(object: JsonObject, field: string): readonly unknown[] {
  const value = object[field];
  return Array.isArray(value) ? value : [];
}
