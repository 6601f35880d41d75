import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { createProgram } from "../cli/program.js";

const root = path.resolve(__dirname, "..");
const pages = [
  "README.md",
  "README.zh-CN.md",
  "CONTRIBUTING.md",
  ...fs.readdirSync(path.join(root, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = pages.flatMap((page) =>
  [...read(page).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
    page,
    language,
    text,
  })),
);

describe("the documentation", function () {
  this.timeout(180_000);

  it("shows only programs that compile", () => {
    // Translations have the same ones.
    const texts = new Map(
      blocks.filter(({ language }) => language === "ts").map(({ page, text }) => [text, page]),
    );
    const programs = new Map(
      [...texts].map(([text, page], index) => [
        path.join(root, `${path.basename(page)}-${index}.ts`),
        `${text}\nexport {};\n`,
      ]),
    );
    assert.ok(programs.size > 0);
    assert.deepEqual(compile(programs), []);
  });

  it("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm (?:run ([\w:]+)|(start|test))/g)].map(
        ([, run, short]) => run ?? short ?? "",
      ),
    );
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => !Object.hasOwn(scripts, name)),
      [],
    );
  });

  it("names only commands and options of the command line that exist", () => {
    const terminal = { print: async () => {} } as never;
    const known = (words: string[]) => {
      let command = createProgram("0.0.0", terminal);
      for (const word of words.filter((candidate) => !candidate.startsWith("-"))) {
        const next = command.commands.find((child) => child.name() === word);
        if (next === undefined) break;
        command = next;
      }
      const options = words.filter((word) => /^--\w/.test(word)).map((word) => word.replace(/=.*/, ""));
      const has = (option: string) =>
        option === "--help" || command.options.some(({ long }) => long === option);
      return command.parent !== null && options.every(has);
    };
    const lines = blocks
      .filter(({ language }) => language === "console" || language === "sh")
      .flatMap(({ text }) => [...text.matchAll(/^\$ (?:npm run goserverless --|goserverless) (.*)$/gm)])
      .map(([, line = ""]) => line);
    assert.ok(lines.length > 0);
    assert.deepEqual(
      lines.filter((line) => !known(line.split(/\s+/))),
      [],
    );
  });

  it("links only to files that exist", () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)]
        .map(([, target = ""]) => path.join(path.dirname(page), target))
        .filter((target) => !fs.existsSync(path.join(root, target))),
    );
    assert.deepEqual(broken, []);
  });

  for (const file of [
    "components/args.ts",
    "components/image-args.ts",
    "providers/aws/args.ts",
    "providers/aliyun/args.ts",
    "providers/local/args.ts",
    "providers/cloud-args.ts",
  ]) {
    it(`says the default, the range and an example of every argument in ${file}`, () => {
      const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true);
      const members = source.statements
        .filter(ts.isInterfaceDeclaration)
        .flatMap(({ members }) => [...members]);
      const silent = members.filter(ts.isPropertySignature).flatMap((member) => {
        const text = ts
          .getJSDocCommentsAndTags(member)
          .map((doc) => doc.getText())
          .join("");
        const type = member.type?.getText() ?? "";
        const expected = [
          ...(member.questionToken === undefined || /Args$/.test(type) ? [] : ["Default:"]),
          ...(type === "number" ? ["Range:"] : []),
          ...(/^(string|Record)/.test(type) ? ["Example:"] : []),
        ];
        return expected
          .filter((word) => !text.includes(word))
          .map((word) => `${member.name.getText()}: ${word}`);
      });
      assert.deepEqual(silent, []);
    });
  }

  it("has a row for every argument", () => {
    const source = ts.createSourceFile("args.ts", read("components/args.ts"), ts.ScriptTarget.ES2022);
    const members = source.statements
      .filter(ts.isInterfaceDeclaration)
      .find(({ name }) => name.text === "GoServerlessFunctionArgs")?.members;
    const names = (members ?? []).map((member) => (member.name as ts.Identifier).text);
    assert.ok(names.length > 10);
    const page = read("docs/arguments.md");
    assert.deepEqual(
      names.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`\`${name}.`)),
      [],
    );
  });
});

function compile(programs: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, noUnusedLocals: false, noEmit: true },
    root,
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => programs.get(name) ?? readFile.call(host, name);
  host.fileExists = (name) => programs.has(name) || fileExists.call(host, name);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = programs.get(name);
    return text === undefined
      ? getSourceFile.call(host, name, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...programs.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

function read(name: string): string {
  return fs.readFileSync(path.join(root, name), "utf8");
}
