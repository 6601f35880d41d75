import type { Properties } from "./facts.js";
import { isObject, type Props, toSecret, unknown } from "./wire.js";

/** Outputs with those marked that the provider holds to be secret. */
export function withSecrets(properties: Properties, outputs: Props): Props {
  const marked: Props = { ...outputs };
  for (const [name, { secret, nested }] of Object.entries(properties)) {
    const value = outputs[name];
    if (secret && value !== undefined && value !== unknown) marked[name] = toSecret(value);
    else if (nested !== undefined && isObject(value)) marked[name] = withSecrets(nested, value);
  }
  return marked;
}
