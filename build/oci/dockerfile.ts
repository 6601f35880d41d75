import type { ImageConfig } from "./read-config.js";

/** Where the files of the image are, next to a generated Dockerfile: beside it, so that it is not copied too. */
export const copiedFolder = "root";

/** Writes the Dockerfile that makes an image of ours from its files: https://docs.docker.com/reference/dockerfile/ */
export function toDockerfile(config: ImageConfig): string {
  const { user, workingFolder, environment, labels, entrypoint } = config;
  const lines = [
    "FROM scratch",
    `COPY ${copiedFolder}/ /`,
    `USER ${user}`,
    `WORKDIR ${workingFolder}`,
    ...environment.map((variable) => {
      const equals = variable.indexOf("=");
      return `ENV ${variable.slice(0, equals)}=${quoted(variable.slice(equals + 1))}`;
    }),
    ...Object.entries(labels).map(([name, value]) => `LABEL ${quoted(name)}=${quoted(value)}`),
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** As it stands: a Dockerfile would put in variables. */
function quoted(text: string): string {
  return `"${text.replace(/["\\$]/g, "\\$&")}"`;
}
