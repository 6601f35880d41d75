import Module from "node:module";

/** Runs as in a project that does not have a package: what was loaded before is forgotten meanwhile. */
export function withoutPackage(name: string, run: () => void): void {
  const loader = Module as unknown as { _resolveFilename(request: string, ...others: unknown[]): string };
  const resolve = loader._resolveFilename;
  const loaded = { ...require.cache };
  for (const file of Object.keys(loaded))
    if (!file.includes("/node_modules/") || file.includes(`/node_modules/${name}/`))
      delete require.cache[file];
  loader._resolveFilename = (request, ...others) => {
    if (request !== name && !request.startsWith(`${name}/`)) return resolve.call(loader, request, ...others);
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: "MODULE_NOT_FOUND" });
  };
  try {
    run();
  } finally {
    loader._resolveFilename = resolve;
    Object.assign(require.cache, loaded);
  }
}
