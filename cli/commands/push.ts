import type { DocumentedImage } from "../../build/oci/layout-files.js";
import { pushImage } from "../../build/oci/registry/push.js";
import { parseReference, type Reference } from "../../build/oci/registry/reference.js";
import { readSavedImage } from "../../build/read-saved-image.js";
import { toPushDocument } from "../../report/push-document.js";
import { type PushedBlob, toPushNote, toPushProgressText } from "../../report/push-text.js";
import { findLogin, type LoginOptions } from "../find-login.js";
import { readOptionFile } from "../read-option-file.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";

export interface PushOptions extends LoginOptions {
  readonly ca?: string;
  readonly json?: boolean;
}

/** `goserverless push`: a saved image, and the documents about it, to a registry. */
export async function pushSavedImage(
  path: string,
  repository: string,
  options: PushOptions,
  terminal: Terminal,
): Promise<void> {
  const { registry } = parseRepository(repository);
  const surroundings = { environment: process.env, stdin: process.stdin };
  const credentials = await findLogin(registry, options, surroundings);
  const ca =
    options.ca === undefined ? undefined : (await readOptionFile("--ca", options.ca)).toString("utf8");
  const image = await readSavedImage(path);
  const blobs = blobsOf(image);
  const activity = () => `Pushing to ${registry}: ${toPushProgressText([...blobs.values()])}`;
  const pushed = await terminal.during(activity, () =>
    pushImage(image, repository, {
      ...(credentials ? { credentials } : {}),
      ...(ca === undefined ? {} : { ca }),
      onProgress: (blob) => blobs.set(blob.digest, blob),
    }),
  );
  const sent = [...blobs.values()];
  terminal.note(`${path}: ${toPushNote(sent)}`);
  const document = toPushDocument(pushed, image, sent);
  await terminal.print(options.json ? `${JSON.stringify(document, null, 2)}\n` : `${pushed}\n`);
}

function parseRepository(repository: string): Reference {
  try {
    return parseReference(repository);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** By their digests, as an image may have the same layer twice. */
function blobsOf({ config, layers }: DocumentedImage): Map<string, PushedBlob> {
  return new Map(
    [...layers, config].map(({ digest, bytes }) => [digest, { digest, bytes: bytes.length, sentBytes: 0 }]),
  );
}
