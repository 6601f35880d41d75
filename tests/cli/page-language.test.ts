import assert from "node:assert/strict";
import { pageLanguage } from "../../cli/page-language.js";

const cases = [
  { environment: {}, language: "en" },
  { environment: { LANG: "C.UTF-8" }, language: "en" },
  { environment: { LANG: "zh_CN.UTF-8" }, language: "zh" },
  { environment: { LANG: "zh" }, language: "zh" },
  { environment: { LANG: "zhx_XX" }, language: "en" },
  { environment: { LANG: "zh_CN.UTF-8", LC_MESSAGES: "de_DE.UTF-8" }, language: "en" },
  { environment: { LANG: "de_DE.UTF-8", LC_MESSAGES: "", LC_ALL: "zh_TW.UTF-8" }, language: "zh" },
];

describe("pageLanguage", () => {
  for (const { environment, language } of cases) {
    it(`is ${language} with ${JSON.stringify(environment)}`, () => {
      assert.equal(pageLanguage(environment), language);
    });
  }
});
