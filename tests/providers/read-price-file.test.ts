import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPriceFile } from "../../providers/read-price-file.js";

describe("readPriceFile", () => {
  let folder: string;
  const write = (content: string) => {
    const file = join(folder, "prices.json");
    writeFileSync(file, content);
    return file;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "goserverless-prices-"));
  });

  after(() => rmSync(folder, { recursive: true }));

  it("gives the prices as they stand in the file", () => {
    const content = { asOf: "2026-01-31", aws: { "eu-west-1": { request: { value: 0.0000002 } } } };
    assert.deepEqual(readPriceFile(write(JSON.stringify(content))), { prices: content });
  });

  it("shows nothing of a file that holds no JSON, as it may be another one", () => {
    const file = write("password: hunter2");
    assert.deepEqual(readPriceFile(file), {
      problems: [`${file} must hold JSON, got something else. "goserverless:prices" names it.`],
    });
  });

  it("says why a file cannot be read", () => {
    const file = join(folder, "missing.json");
    assert.deepEqual(readPriceFile(file), {
      problems: [`${file} must be a file that can be read, got ENOENT. "goserverless:prices" names it.`],
    });
  });
});
