/** The clouds a function can go to. */
export const CloudName = { Aws: "aws", Aliyun: "aliyun", Local: "local" } as const;
export type CloudName = (typeof CloudName)[keyof typeof CloudName];

/** How the binary is handed to the cloud. */
export const Packaging = { Zip: "zip", Image: "image" } as const;
export type Packaging = (typeof Packaging)[keyof typeof Packaging];

/** Who makes an image: `oci` is this package itself, `docker` the Docker Engine on this machine. */
export const ImageBuilder = { Oci: "oci", Docker: "docker" } as const;
export type ImageBuilder = (typeof ImageBuilder)[keyof typeof ImageBuilder];

/** The processor the binary is built for, in Go's words: `amd64` is what AWS calls x86_64. */
export const Architecture = { Amd64: "amd64", Arm64: "arm64" } as const;
export type Architecture = (typeof Architecture)[keyof typeof Architecture];

/** Who may call the function's URL: `iam` is callers with a signature of the cloud, `none` is everybody. */
export const HttpAuth = { Iam: "iam", None: "none" } as const;
export type HttpAuth = (typeof HttpAuth)[keyof typeof HttpAuth];
