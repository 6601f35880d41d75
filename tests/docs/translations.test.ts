import assert from "node:assert/strict";
import { read } from "./cloud-page.js";

const pairs = [
  ["README.md", "README.zh-CN.md"],
  ["docs/aliyun.md", "docs/aliyun.zh-CN.md"],
] as const;

/** A page's lines that are no code, and its blocks of code. */
interface Page {
  readonly lines: readonly string[];
  readonly blocks: readonly string[];
}

for (const [original, translation] of pairs) {
  describe(`${translation} beside ${original}`, () => {
    const [first, second] = [toPage(original), toPage(translation)];
    const both = (of: (page: Page) => unknown) => assert.deepEqual(of(second), of(first));

    it("has the same blocks of code", () => both(({ blocks }) => blocks));

    it("has headings of the same levels", () =>
      both(({ lines }) => lines.flatMap((line) => /^#+(?= )/.exec(line) ?? [])));

    it("has the same code in the first cells of tables", () =>
      both(({ lines }) =>
        lines.filter((line) => line.startsWith("|")).map((line) => codeOf(line.split("|")[1] ?? "")),
      ));

    it("has as many lists, with as many entries", () =>
      both(({ lines }) => lines.flatMap((line) => /^(- \[.\]|-|\d+\.)(?= )/.exec(line)?.[0] ?? [])));

    it("names the same arguments, commands and outputs in each chapter", () =>
      both(({ lines }) => chapters(lines).map((chapter) => [...new Set(chapter.flatMap(codeOf))].sort())));

    it("links to the other", () => {
      assert.ok(read(original).includes(`](${translation.replace("docs/", "")})`));
      assert.ok(read(translation).includes(`](${original.replace("docs/", "")})`));
    });

    it("has no line break inside of a sentence, which would be shown as a space", () => {
      const broken = second.lines.filter((line, index) => {
        const next = second.lines[index + 1] ?? "";
        return /^[^#|]/.test(line) && /^[^#|\s\d-]/.test(next);
      });
      assert.deepEqual(broken, []);
    });
  });
}

function toPage(file: string): Page {
  const parts = read(file).split(/^(```\w*\n.*?^```)$/ms);
  const text = parts.filter((_, index) => index % 2 === 0);
  return {
    lines: text.flatMap((part) => part.split("\n")),
    blocks: parts.filter((_, index) => index % 2 === 1),
  };
}

function codeOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

function chapters(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith("#")) found.push([]);
    found.at(-1)?.push(line);
  }
  return found;
}
