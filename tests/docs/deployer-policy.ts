import { policyFilesOf, read } from "./cloud-page.js";

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** The policies that the documentation of a cloud has for whoever deploys. */
export class DeployerPolicy {
  /** As the longest counts against the length that a policy may have. */
  readonly length: number;
  readonly statements: readonly Statement[];
  readonly #values: Readonly<Record<string, string>>;

  /** @param values What a user fills in, by the word that stands there. */
  constructor(cloud: string, values: Readonly<Record<string, string>>) {
    const texts = policyFilesOf(cloud).map(read);
    this.length = Math.max(...texts.map((text) => text.replaceAll(/\s/g, "").length));
    this.statements = texts.flatMap((text) => (JSON.parse(text) as { Statement: Statement[] }).Statement);
    this.#values = values;
  }

  get actions(): readonly string[] {
    return this.statements.flatMap(({ Action }) => Action);
  }

  isAllowed(action: string, resource: string): boolean {
    return this.statements.some(
      ({ Action, Resource }) =>
        [Action].flat().includes(action) &&
        [Resource].flat().some((each) => this.#toPattern(each).test(resource)),
    );
  }

  /** Of the statements with an action. */
  conditionsOf(action: string): (object | undefined)[] {
    return this.statements
      .filter(({ Action }) => [Action].flat().includes(action))
      .map(({ Condition }) => Condition);
  }

  #toPattern(resource: string): RegExp {
    const words = Object.entries(this.#values);
    const filled = words.reduce((text, [word, value]) => text.replaceAll(word, value), resource);
    return new RegExp(`^${filled.replaceAll("*", ".*")}$`);
  }
}

export const unique = (values: readonly string[]) => [...new Set(values)].sort();
