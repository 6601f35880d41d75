/** Every sentence that making and reading an image can fail with. */
export const messages = {
  pathOutside: (path: string) =>
    `An image cannot hold ${JSON.stringify(path)}: a path in it must be relative and name each folder once, without "." and "..". Rename the file.`,
  pathIsWhiteout: (path: string) =>
    `An image cannot hold ${JSON.stringify(path)}: a name that starts with ".wh." stands for a file to delete. Rename the file.`,
  pathTaken: (path: string) =>
    `An image cannot hold ${JSON.stringify(path)} twice: the image itself or another file has that path. Rename the file.`,
  badUser: (user: number) =>
    `"image.user" must be a user ID from 0 to 4294967294, got ${user}. Use 65532, which is no user of the machine.`,
  badSourceDate:
    "SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, from 0 to 253402300799. Unset it for a fixed time.",

  certificatesNowhere: (paths: readonly string[]) =>
    `"image.caCertificates" needs the certificates of this machine, but it has none of ${paths.join(", ")}. Install the package ca-certificates, or name a PEM file.`,
  certificatesUnreadable: (path: string, code: string) =>
    `"image.caCertificates" must be a PEM file, but ${path} cannot be read (${code}).`,
  certificatesNone: (path: string) =>
    `"image.caCertificates" must be a PEM file of certificates, but ${path} holds none.`,
  certificateDamaged: (path: string, position: number) =>
    `"image.caCertificates" ${path} cannot be used: certificate ${position} in it is damaged. Remove or replace it.`,
  certificatesWithKey: (path: string) =>
    `"image.caCertificates" ${path} holds a private key, which whoever pulls the image could read. Name a file of certificates alone.`,

  timeZonesMissing: (path: string) =>
    `"image.timeZones" needs the time zones of the Go toolchain, but ${path} does not exist. Name a zoneinfo.zip, or install Go from https://go.dev/dl/.`,
  timeZonesUnreadable: (path: string, code: string) =>
    `"image.timeZones" must be a zoneinfo.zip, but ${path} cannot be read (${code}).`,
  timeZonesNotZip: (path: string, reason: string) =>
    `"image.timeZones" ${path} cannot be read as a zip: ${reason}. Use lib/time/zoneinfo.zip of a Go toolchain.`,
  timeZonesNone: (path: string) =>
    `"image.timeZones" ${path} holds no time zone. Use lib/time/zoneinfo.zip of a Go toolchain.`,
  notTimeZone: (path: string, name: string) =>
    `"image.timeZones" ${path} must hold time zones alone, but ${JSON.stringify(name)} in it is none. Use lib/time/zoneinfo.zip of a Go toolchain.`,

  otherHash: (property: string, path: string, wanted: string, found: string) =>
    `"${property}" ${path} must have the sha256 ${wanted}, got ${found}. Bring the file back, or pin the new hash.`,

  layoutOverOther: (path: string) =>
    `An image cannot be written to ${path}, which holds something else. Name a new folder, or remove this one.`,
  unwritable: (path: string, code: string) =>
    `An image cannot be written to ${path} (${code}). Change its permissions, or name another place.`,
  diskFull: (path: string) =>
    `The disk is full, the image cannot be written to ${path}. Free some space, or name another place.`,
  layoutUnreadable: (path: string, reason: string) =>
    `${path} cannot be read as an OCI layout: ${reason}. Build the image again.`,
  tarUnreadable: (path: string, reason: string) =>
    `${path} cannot be read as an image: ${reason}. Build the image again.`,
  imageUnreadable: (digest: string, reason: string) =>
    `The image ${digest} cannot be read: ${reason}. Build the image again.`,
};
