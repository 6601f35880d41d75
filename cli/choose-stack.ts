import { CommandError } from "./command-error.js";
import { type KnownFunction, type KnownStack, toStackText } from "./known-stacks.js";

/** What the user asked for. */
export interface StackChoice {
  /** `dev` or `shop/dev`. */
  readonly stack?: string;
  /** Of functions, short or in full; none means all. */
  readonly names: readonly string[];
}

/** The one stack that is meant, with the functions that are. */
export function chooseStack(known: readonly KnownStack[], { stack, names }: StackChoice): KnownStack {
  const named = stack === undefined ? known : known.filter((each) => isNamed(each, stack));
  if (stack !== undefined && named.length === 0) throw new CommandError(toUnknownText(known, stack));
  const found = named.filter((each) => names.every((name) => find(each, name) !== undefined));
  if (names.length > 0 && found.length === 0) throw new CommandError(toUnfoundText(named, names));
  // What runs here can be measured.
  const running = found.filter(({ functions }) => functions.some((each) => each.running !== undefined));
  const candidates = running.length > 0 && stack === undefined ? running : found;
  const [chosen] = candidates;
  if (chosen === undefined)
    throw new CommandError('Nothing was deployed from this machine. Deploy with "pulumi up".');
  if (candidates.length > 1) throw new CommandError(toManyText(candidates));
  if (names.length === 0) return chosen;
  const functions = names.flatMap((name) => find(chosen, name) ?? []);
  return { ...chosen, functions: [...new Set(functions)] };
}

function isNamed({ stack }: KnownStack, name: string): boolean {
  return stack !== null && (stack.name === name || toStackText(stack) === name);
}

function find({ functions }: KnownStack, name: string): KnownFunction | undefined {
  return functions.find((each) => each.functionName === name) ?? functions.find((each) => each.name === name);
}

function toUnknownText(known: readonly KnownStack[], name: string): string {
  const stacks = known.filter(({ stack }) => stack !== null);
  const others = stacks.length === 0 ? "nor was any other" : `these were: ${toNames(stacks)}`;
  return `The stack "${name}" was never deployed from this machine, ${others}. Deploy it with "pulumi up".`;
}

function toUnfoundText(stacks: readonly KnownStack[], names: readonly string[]): string {
  const known = stacks.flatMap(({ functions }) => functions.map(({ functionName }) => functionName));
  const asked = names.map((name) => `"${name}"`).join(" and ");
  if (known.length === 0)
    return `${asked} is not deployed, nor is anything else. Deploy it with "pulumi up".`;
  return `No stack has ${asked}. Deployed from this machine: ${known.join(", ")}.`;
}

function toManyText(stacks: readonly KnownStack[]): string {
  const example = stacks.find(({ stack }) => stack !== null);
  return `A page shows one stack, and there are ${stacks.length}: ${toNames(stacks)}. Choose one, like "--stack ${toStackText(example?.stack ?? null)}".`;
}

function toNames(stacks: readonly KnownStack[]): string {
  return stacks.map(({ stack }) => toStackText(stack)).join(", ");
}
