import assert from "node:assert/strict";
import { speak, type TextKey, texts } from "../../../report/page/texts.js";

const keys = Object.keys(texts.en) as TextKey[];
const bracesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe("texts", () => {
  it("are there in both languages", () => {
    assert.deepEqual(Object.keys(texts.zh).sort(), [...keys].sort());
    assert.deepEqual(
      keys.filter((key) => texts.en[key].trim() === "" || texts.zh[key].trim() === ""),
      [],
    );
  });

  it("want the same values in both languages", () => {
    assert.deepEqual(
      keys.filter((key) => String(bracesOf(texts.en[key])) !== String(bracesOf(texts.zh[key]))),
      [],
    );
  });

  it("are Chinese in the Chinese table, but for names", () => {
    const sameInBoth = keys.filter((key) => !/\p{Script=Han}/u.test(texts.zh[key]));
    assert.deepEqual(sameInBoth, ["address"]);
  });
});

describe("speak", () => {
  it("fills in what stands in braces", () => {
    assert.equal(speak("en")("title", { stack: "dev" }), "Stack dev");
    assert.equal(speak("zh")("title", { stack: "$&" }), "资源栈 $&");
  });
});
