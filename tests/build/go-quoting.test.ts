import assert from "node:assert/strict";
import fc from "fast-check";
import { joinQuoted, splitQuoted } from "../../build/go-quoting.js";

describe("joinQuoted", () => {
  const cases: [title: string, elements: string[], joined: string][] = [
    ["leaves plain elements as they are", ["-X", "main.version=1.2"], "-X main.version=1.2"],
    ["puts an element with a space into quotes", ["-X", "main.name=Big Shop"], "-X 'main.name=Big Shop'"],
    [
      "takes double quotes where single ones are inside",
      ["-X", "main.name=Bob's Shop"],
      `-X "main.name=Bob's Shop"`,
    ],
    ["leaves quotes inside an element alone", ["-X", `main.name="it's"`], `-X main.name="it's"`],
    ["puts an element that begins with a quote into quotes", [`"a"`], `'"a"'`],
    ["keeps an empty element", ["-X", ""], "-X ''"],
  ];
  for (const [title, elements, joined] of cases) {
    it(title, () => assert.equal(joinQuoted(elements), joined));
  }

  it("refuses an element that needs quotes and has both kinds", () => {
    assert.throws(() => joinQuoted([`main.name="Bob's" Shop`]), {
      name: "BuildError",
      message: `"build.ldflags" cannot hold an element that needs quotes and has both kinds, got "main.name=\\"Bob's\\" Shop". Remove one kind.`,
    });
  });

  it("is undone by splitQuoted", () => {
    const element = fc.string().filter((text) => !(text.includes("'") && text.includes('"')));
    fc.assert(
      fc.property(fc.array(element), (list) => assert.deepEqual(splitQuoted(joinQuoted(list)), list)),
    );
  });
});
