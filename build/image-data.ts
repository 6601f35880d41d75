import { goEnv } from "./go-env.js";
import type { PinnedFile } from "./oci/pinned-file.js";
import type { TimeZones } from "./oci/time-zones.js";
import type { BuildRequest, ImageOptions } from "./request.js";

/** What an image holds beside program and included files, read. */
export interface ImageData extends Pick<ImageOptions, "format" | "user" | "labels"> {
  readonly createdSeconds: number;
  readonly certificates?: PinnedFile;
  readonly timeZones?: TimeZones;
}

/** Reads what the images of one batch hold, each file once. */
export class ImageDataReader {
  readonly #certificates = new Map<string, Promise<PinnedFile>>();
  readonly #timeZones = new Map<string, Promise<TimeZones>>();

  async read(
    request: Pick<BuildRequest, "os" | "architecture" | "go">,
    options: ImageOptions,
    folder: string,
  ): Promise<ImageData> {
    const { format, user, labels, certificates, timeZones } = options;
    const { createdSeconds } = await import("./oci/created.js");
    const go = { binary: request.go.goBinary, folder, env: goEnv(request) };
    return {
      format,
      user,
      labels,
      createdSeconds: createdSeconds(),
      ...(certificates && {
        certificates: await once(this.#certificates, [certificates], async () =>
          (await import("./oci/certificates.js")).readCertificates(certificates),
        ),
      }),
      ...(timeZones && {
        timeZones: await once(this.#timeZones, [timeZones, go], async () =>
          (await import("./oci/time-zones.js")).readTimeZones(timeZones, go),
        ),
      }),
    };
  }
}

/** What the bytes of an image follow from, beside program and included files. */
export function imageKey({ certificates, timeZones, ...plain }: ImageData): object {
  return { ...plain, certificates: certificates?.sha256, timeZones: timeZones?.sha256 };
}

function once<T>(known: Map<string, Promise<T>>, by: readonly object[], read: () => Promise<T>): Promise<T> {
  const id = JSON.stringify(by);
  const found = known.get(id) ?? read();
  known.set(id, found);
  return found;
}
