import { Problems } from "../components/problems.js";

/** The argument that asked for a package. */
export interface AskedBy {
  readonly functionName: string;
  /** `cloud` */
  readonly property: string;
  /** `aws` */
  readonly value: string;
}

/**
 * Loads what needs a package of Pulumi that only some users install.
 *
 * @throws InputPropertiesError when it is not installed.
 */
export function loadPackage<T>(load: () => T, { functionName, property, value }: AskedBy): T {
  try {
    return load();
  } catch (error) {
    const [, missing] = /^Cannot find module '(@pulumi\/[\w-]+)/.exec((error as Error).message) ?? [];
    if (missing === undefined) throw error;
    const problems = new Problems();
    problems.add(
      property,
      `"${property}" ${value} needs the package ${missing}. Install it: npm install ${missing}.`,
    );
    problems.throwIfAny(functionName);
    throw error;
  }
}
