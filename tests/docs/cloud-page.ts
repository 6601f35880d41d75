import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

/** A file of the project, by its path in it. */
export const read = (name: string) => fs.readFileSync(path.resolve(__dirname, "../..", name), "utf8");

/** The policies for whoever deploys to a cloud: one for every function, and one for each way that not all go. */
export function policyFilesOf(cloud: string): string[] {
  const files = fs.readdirSync(path.resolve(__dirname, "../../docs"));
  const isOne = new RegExp(`^${cloud}(-\\w+)?-deployer-policy\\.json$`);
  return files.filter((file) => isOne.test(file)).map((file) => `docs/${file}`);
}

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
}

interface CloudPage {
  readonly cloud: string;
  /** Interfaces of the cloud's section, by how their members are spelt in the page. */
  readonly sections: Readonly<Record<string, string>>;
  /** What a row of the page calls a statement of the deployer's policy. */
  nameOf(statement: Statement): string | undefined;
  /** What the run on a real account shows. */
  readonly claims: readonly string[];
}

/** What is to be true of the page of every cloud, and of its translations. */
export function itDescribesItsCloud(file: string, { cloud, sections, nameOf, claims }: CloudPage): void {
  const page = read(file);
  const rows = rowsOf(page);

  it("has a row for every argument that only this cloud has", () => {
    const source = ts.createSourceFile(
      "args.ts",
      read(`providers/${cloud}/args.ts`),
      ts.ScriptTarget.ES2022,
      true,
    );
    const members = new Map(
      source.statements
        .filter(ts.isInterfaceDeclaration)
        .map(({ name, members }) => [name.text, members.filter(ts.isPropertySignature)]),
    );
    const names = Object.entries(sections).flatMap(([prefix, name]) =>
      (members.get(name) ?? []).map((member) => `${prefix}.${member.name.getText()}`),
    );
    assert.ok(names.length > 10);
    assert.deepEqual(
      names.filter((name) => !rows.has(name) && !Object.hasOwn(sections, name)),
      [],
    );
  });

  it("says of every error that has a line of what to do what the cloud says then", () => {
    const patterns = [...read(`providers/${cloud}/hints.ts`).matchAll(/says: \/(.*)\/(i?),$/gm)].map(
      ([, text = "", flags]) => new RegExp(text, flags),
    );
    assert.ok(patterns.length > 10);
    assert.deepEqual(
      patterns.filter((pattern) => ![...rows].some((words) => pattern.test(words))),
      [],
    );
  });

  it("lists as not proved what the run on a real account shows", () => {
    const listed = [...page.matchAll(/^- \[.\] (.*)$/gm)].map(([, title]) => title);
    assert.deepEqual(listed, claims);
  });

  it("explains every statement of the deployer's policy", () => {
    const statements = policyFilesOf(cloud).flatMap(
      (name) => (JSON.parse(read(name)) as { Statement: Statement[] }).Statement,
    );
    assert.deepEqual(
      statements.map(nameOf).filter((name) => name === undefined || !rows.has(name)),
      [],
    );
  });
}

/** What stands as code in the first cells of tables. */
function rowsOf(page: string): ReadonlySet<string> {
  const cells = [...page.matchAll(/^\| ([^|]*)/gm)].map(([, cell = ""]) => cell);
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code)));
}
