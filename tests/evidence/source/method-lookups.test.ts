import assert from "node:assert/strict";
import { readDisassembly } from "../../../evidence/source/method-lookups.js";

const text = (symbol: string, ...called: string[]) =>
  [
    `TEXT ${symbol}(SB) main.go`,
    "  main.go:7\t0x51d7a0\te89b4cfcff\tNOPL",
    ...called.map((name) => `  main.go:8\t0x51d7d6\te885370000\tCALL ${name}\t\t`),
    "",
  ].join("\n");

describe("readDisassembly", () => {
  const cases: readonly [title: string, called: string[], calls: string][] = [
    [
      "a value's method by name",
      ["fmt.Println(SB)", "reflect.Value.MethodByName(SB)"],
      "reflect.Value.MethodByName",
    ],
    ["a value's method by number", ["reflect.Value.Method(SB)"], "reflect.Value.Method"],
    ["a type's method by name", ["reflect.(*rtype).MethodByName(SB)"], "reflect.Type.MethodByName"],
    ["a type's method by number", ["reflect.(*rtype).Method(SB)"], "reflect.Type.Method"],
    ["a call through the interface", ["fmt.Println(SB)", "CX"], "reflect.Type.Method or MethodByName"],
    [
      "by name before by number",
      ["reflect.Value.Method(SB)", "reflect.Value.MethodByName(SB)"],
      "reflect.Value.MethodByName",
    ],
  ];
  for (const [title, called, calls] of cases) {
    it(`tells ${title}`, () => {
      const dump =
        text("main.other", "reflect.Value.MethodByName(SB)") + text("main.(*page).find", ...called);
      assert.deepEqual([...readDisassembly(dump, ["main.(*page).find"])], [["main.(*page).find", calls]]);
    });
  }

  it("does without machine code", () => {
    assert.deepEqual(
      [...readDisassembly("", ["main.find"])],
      [["main.find", "reflect.Type.Method or MethodByName"]],
    );
  });
});
