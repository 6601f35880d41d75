/** Every sentence that pushing an image can fail with. */
export const messages = {
  repositoryWithUser:
    'A repository must be given as "host/name", with no user or password in it. Give them as credentials.',
  repositoryWithScheme: (scheme: string) =>
    `A repository must be given as "host/name", got one with "${scheme}://". Remove it.`,
  repositoryWithoutHost: (text: string) =>
    `A repository must begin with the host of its registry, such as "registry.example.com/shop/api", got ${JSON.stringify(text)}.`,
  badHost: (host: string) =>
    `A registry must be a host name or address with an optional port from 1 to 65535, got ${JSON.stringify(host)}.`,
  badRepository: (path: string) =>
    `A repository's name must be lower-case letters, digits and single ".", "_", "__" or "-" between them, with "/" between its parts, got ${JSON.stringify(path)}.`,
  longRepository: (most: number, got: number) =>
    `A repository's name must have at most ${most} characters, got ${got}.`,
  badTag: (tag: string) =>
    `A tag must be at most 128 letters, digits, "_", "." and "-", and begin with none of the last two, got ${JSON.stringify(tag)}.`,
  badDigest: (digest: string) =>
    `A digest must be "sha256:" and 64 digits of 0-9 and a-f, got ${JSON.stringify(digest)}.`,
  tagAndDigest: (text: string) =>
    `An image must be named by a tag or by a digest, got both in ${JSON.stringify(text)}. Remove one.`,
  otherDigest: (wanted: string, got: string) =>
    `The image to push is ${got}, but the repository is given with ${wanted}. Build that image, or give a tag.`,

  badUser:
    'A registry\'s user must not hold ":", which ends it. Check that user and password are not mixed up.',
  badCertificate: (registry: string) =>
    `The certificate authority given for ${registry} must be certificates as PEM. Check the file.`,
  certificateRefused: (registry: string, code: string) =>
    `The certificate of the registry ${registry} is not trusted (${code}). Give the certificate authority that signed it.`,
  notTls: (registry: string) =>
    `The registry ${registry} does not speak TLS, and plain HTTP is for loopback alone. Set up TLS there.`,
  plainHttp: (registry: string, host: string) =>
    `The registry ${registry} leads to ${host} over plain HTTP, which is for loopback alone. Set up TLS there.`,
  badLocation: (registry: string) =>
    `The registry ${registry} answered without saying where to go on. Check that it is a registry.`,
  badChallenge: (registry: string) =>
    `The registry ${registry} asks for a way to log in that is neither Basic nor Bearer. Check that it is a registry.`,
  badToken: (registry: string) =>
    `The registry ${registry} gave no token to log in with. Check that it is a registry.`,
  notRegistry: (registry: string, status: number) =>
    `${registry} is no registry: it answered /v2/ with status ${status}. Check host and port.`,
  tooManyRedirects: (registry: string) =>
    `The registry ${registry} redirects in circles. Check that it is a registry.`,
  answerTooLarge: (registry: string) =>
    `The registry ${registry} answered with more than 4 MiB. Check that it is a registry.`,

  hostUnknown: (registry: string) => `The registry ${registry} was not found. Check its name.`,
  unreachable: (registry: string, code: string) =>
    `The registry ${registry} cannot be reached (${code}). Check that it runs, and the network.`,
  connectionLost: (registry: string, code: string) =>
    `The connection to the registry ${registry} was lost (${code}). Try again later.`,

  loginNeeded: (registry: string) =>
    `The registry ${registry} needs a user and password. Give them as credentials.`,
  loginRefused: (registry: string) =>
    `The registry ${registry} refused the user or password. Check that they are right and have not expired.`,
  loginsUnreadable: (path: string, reason: string) =>
    `Docker's configuration ${path} cannot be read: ${reason}. Repair or remove it.`,
  loginDamaged: (path: string, registry: string) =>
    `Docker's configuration ${path} has a damaged login for ${registry}. Run "docker login ${registry}" again.`,
  loginIsToken: (registry: string) =>
    `Docker's login for ${registry} is an identity token, which is not used here. Give a user and password as credentials.`,
  helperMissing: (path: string, program: string, code: string) =>
    `Docker's configuration ${path} names the program ${program}, which cannot be started (${code}). Install it, or give a user and password as credentials.`,
  helperFailed: (program: string, registry: string) =>
    `The program ${program} gave no login for ${registry}. Run "docker login ${registry}", or give a user and password as credentials.`,
  refused: (registry: string, what: string, status: number, detail: string, hint: string) =>
    `The registry ${registry} refused ${what} with status ${status}${detail === "" ? "" : `: ${detail}`}. ${hint}`,
  waitTooLong: (registry: string, seconds: number) =>
    `The registry ${registry} takes no more requests for ${seconds} s. Try again then.`,

  keptTruncated: (registry: string, what: string) =>
    `The registry ${registry} keeps a damaged copy of ${what} and does not replace it. Delete the blob there.`,
  chunkLost: (registry: string, what: string) =>
    `The registry ${registry} took bytes of ${what} and kept none. Try again later.`,
  storedOther: (registry: string, what: string, got: string) =>
    `The registry ${registry} stored ${what} as ${JSON.stringify(got)}. Check the registry.`,
  manifestUnreadable: (registry: string, what: string, reason: string) =>
    `The registry ${registry} holds ${what}, which cannot be read: ${reason}. Delete it there.`,
  referrersLost: (registry: string, tag: string) =>
    `The registry ${registry} lost entries of ${tag}, as others write it too. Push again.`,
};
