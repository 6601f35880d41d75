import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { provisionedUsdPerGbSecond } from "../../providers/aws/prices.js";
import { claimsOn } from "../e2e-aws/claims.js";

const read = (name: string) => fs.readFileSync(path.resolve(__dirname, "../..", name), "utf8");

describe("docs/aws.md", () => {
  const page = read("docs/aws.md");

  it("has a row for every argument that only AWS has", () => {
    const source = ts.createSourceFile(
      "args.ts",
      read("providers/aws/args.ts"),
      ts.ScriptTarget.ES2022,
      true,
    );
    const sections = new Map(
      source.statements
        .filter(ts.isInterfaceDeclaration)
        .map(({ name, members }) => [name.text, members.filter(ts.isPropertySignature)]),
    );
    const names = (sections.get("AwsArgs") ?? []).map((member) => `aws.${member.name.getText()}`);
    const levels = (sections.get("AwsLogsArgs") ?? []).map((member) => `aws.logs.${member.name.getText()}`);
    assert.ok(names.length > 10 && levels.length > 2);
    assert.deepEqual(
      [...names.filter((name) => name !== "aws.logs"), ...levels].filter((name) => !rowsOf(page).has(name)),
      [],
    );
  });

  it("says of every error that has a line of what to do what AWS says then", () => {
    const patterns = [...read("providers/aws/hints.ts").matchAll(/says: \/(.*)\/,$/gm)].map(
      ([, text = ""]) => text,
    );
    assert.ok(patterns.length > 10);
    const said = [...rowsOf(page)];
    assert.deepEqual(
      patterns.filter((pattern) => !said.some((words) => new RegExp(pattern).test(words))),
      [],
    );
  });

  it("lists as not proved what the run on a real account shows", () => {
    const listed = [...page.matchAll(/^- \[.\] (.*)$/gm)].map(([, title]) => title);
    const claims = claimsOn({} as never, {} as never).map(({ title }) => title);
    assert.deepEqual(listed, claims);
  });

  it("explains every statement of the deployer's policy", () => {
    const { Statement } = JSON.parse(read("docs/aws-deployer-policy.json")) as {
      Statement: { Sid: string }[];
    };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid).filter((name) => !rowsOf(page).has(name)),
      [],
    );
  });

  it("computes its example of the cost with the price of the table", () => {
    const price = provisionedUsdPerGbSecond["eu-west-1"]?.arm64 ?? 0;
    assert.equal(price.toFixed(10), "0.0000037168");
    assert.ok(
      page.includes(
        `4 x 0.25 x 2,628,000 x 0.0000037168 = ${(4 * 0.25 * 730 * 3600 * price).toFixed(2)} USD`,
      ),
    );
    assert.ok(page.includes(`here ${(4 * 0.25 * 300 * price).toFixed(3)} USD`));
  });
});

/** What stands as code in the first cells of tables. */
function rowsOf(page: string): ReadonlySet<string> {
  const cells = [...page.matchAll(/^\| ([^|]*)/gm)].map(([, cell = ""]) => cell);
  return new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code)));
}
