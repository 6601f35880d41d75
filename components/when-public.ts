import type * as pulumi from "@pulumi/pulumi";

/** What Pulumi's outputs know of themselves, which their types leave out. */
interface Knowing {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
}

/** The value; undefined when it is known only after the deployment, when it is a secret, and when the deployment failed. */
export async function whenPublic<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  const { isKnown, isSecret } = output as unknown as Knowing;
  try {
    if (!(await isKnown) || (await isSecret)) return undefined;
    return await new Promise<T>((resolve) => output.apply((value) => resolve(value as T)));
  } catch {
    return undefined;
  }
}
