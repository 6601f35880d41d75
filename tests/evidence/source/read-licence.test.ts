import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { readLicence } from "../../../evidence/source/read-licence.js";
import { recognizeLicences } from "../../../evidence/source/recognize-licences.js";
import { useFolders, writeFiles } from "../../build/go-module.js";

const packages = join(__dirname, "../../../node_modules");

/** The text of a licence as a package of ours has it. */
async function real(name: string): Promise<string> {
  const folder = join(packages, name);
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  return readFile(join(folder, file ?? ""), "utf8");
}

const goRoot = () => execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();

const gnu = (title: string) =>
  `${title}\n\n Everyone is permitted to copy and distribute verbatim copies\n of this license document, but changing it is not allowed.\n`;
const gpl2 = gnu("GNU GENERAL PUBLIC LICENSE\n Version 2, June 1991");
const gpl3 = gnu("GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007");
const lgpl3 = gnu("GNU LESSER GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007");
const example = "either version 3 of the License, or (at your option) any later version.\n";

const isc =
  "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted";
const bsd =
  "Redistribution and use in source and binary forms, with or without modification, are permitted. Redistributions of source code must retain it. Redistributions in binary form must reproduce it.";

describe("recognizeLicences", () => {
  const ofPackages: Readonly<Record<string, string>> = {
    commander: "MIT",
    typescript: "Apache-2.0",
    semver: "ISC",
    "@protobufjs/base64": "BSD-3-Clause",
    "http-cache-semantics": "BSD-2-Clause",
    tslib: "0BSD",
  };
  for (const [name, id] of Object.entries(ofPackages)) {
    it(`knows the ${id} of ${name}`, async () => {
      assert.deepEqual(recognizeLicences(await real(name)), [id]);
    });
  }

  it("knows the BSD-3-Clause of Go", async () => {
    assert.deepEqual(recognizeLicences(await readFile(join(goRoot(), "LICENSE"), "utf8")), ["BSD-3-Clause"]);
  });

  const texts: readonly [title: string, text: string, ids: string[]][] = [
    ["the GPL's second version", gpl2, ["GPL-2.0-only"]],
    ["the GPL's third version", gpl3, ["GPL-3.0-only"]],
    [
      "the LGPL's version 2.1",
      gnu("GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, February 1999"),
      ["LGPL-2.1-only"],
    ],
    ["the LGPL's third version", lgpl3, ["LGPL-3.0-only"]],
    ["the AGPL", gnu("GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3, 19 November 2007"), ["AGPL-3.0-only"]],
    ["no later version in the GPL's own example", gpl3 + example, ["GPL-3.0-only"]],
    ["a later version in a notice before the text", example + gpl3, ["GPL-3.0-or-later"]],
    ["a GPL with an exception", `As a special exception to the GNU General Public License.\n${gpl3}`, []],
    ["the title of the GPL alone", "GNU GENERAL PUBLIC LICENSE Version 2, June 1991", []],
    [
      "a notice of the Apache licence",
      "Licensed under the Apache License, Version 2.0 (the License)",
      ["Apache-2.0"],
    ],
    [
      "its notice and its provision",
      `${isc}, provided that the above copyright notice and this permission notice appear in all copies.`,
      ["ISC"],
    ],
    ["two clauses", bsd, ["BSD-2-Clause"]],
    [
      "three clauses",
      `${bsd} Neither the name may be used to endorse or promote products.`,
      ["BSD-3-Clause"],
    ],
    [
      "four clauses",
      `${bsd} All advertising materials must display it. The name may not be used to endorse.`,
      [],
    ],
    [
      "the Unlicense",
      "This is free and unencumbered software released into the public domain.\n\nAnyone is free to copy, modify, publish, use",
      ["Unlicense"],
    ],
    ["CC0", "Creative Commons Legal Code\n\nCC0 1.0 Universal\n\nthe Affirmer hereby waives", ["CC0-1.0"]],
    [
      "Boost's",
      "Boost Software License - Version 1.0 - August 17th, 2003\n\nPermission is hereby granted, free of charge, to any person or organization obtaining a copy of the software",
      ["BSL-1.0"],
    ],
    [
      "zlib's",
      "an acknowledgment in the product documentation would be\n   appreciated but is not required.\n2. Altered source versions must be plainly marked as such\n3. This notice may not be removed or altered from any source distribution.",
      ["Zlib"],
    ],
    [
      "Mozilla's",
      "Mozilla Public License Version 2.0\n3.1. Covered Software is provided under this License on an as is basis",
      ["MPL-2.0"],
    ],
    ["nothing in other words", "All rights reserved.", []],
    ["nothing in an empty text", "", []],
  ];
  for (const [title, text, ids] of texts) {
    it(`sees ${title}`, () => assert.deepEqual(recognizeLicences(text), ids));
  }

  it("sees two licences in one text", async () => {
    const both = `${await real("commander")}\n${await real("typescript")}`;
    assert.deepEqual(recognizeLicences(both), ["MIT", "Apache-2.0"]);
  });

  it("does not go by line breaks, comment marks or quotes", async () => {
    const text = (await real("commander")).replace(/\s+/g, " ").replace(/(\S+ ){6}/g, "$&\r\n * ");
    assert.deepEqual(recognizeLicences(`/*\n${text}\n*/`), ["MIT"]);
  });

  it("reads anything without failing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) =>
        assert.deepEqual(recognizeLicences(text), []),
      ),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe("readLicence", () => {
  const folders = useFolders();
  const mit =
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files. The above copyright notice and this permission notice shall be included in all copies or substantial portions.";

  const cases: readonly { title: string; files: Readonly<Record<string, string>>; licence: string }[] = [
    { title: "reads LICENSE", files: { LICENSE: mit }, licence: "MIT" },
    { title: "reads licence.md", files: { "licence.md": mit }, licence: "MIT" },
    { title: "reads COPYING", files: { COPYING: gpl2 }, licence: "GPL-2.0-only" },
    {
      title: "reads UNLICENSE",
      files: {
        UNLICENSE:
          "This is free and unencumbered software released into the public domain. Anyone is free to copy, modify, publish",
      },
      licence: "Unlicense",
    },
    { title: "reads MIT-LICENSE.txt", files: { "MIT-LICENSE.txt": mit }, licence: "MIT" },
    {
      title: "joins several",
      files: { "LICENSE-MIT": mit, "LICENSE.BSD": bsd },
      licence: "BSD-2-Clause AND MIT",
    },
    { title: "names one that is there twice once", files: { LICENSE: mit, COPYING: mit }, licence: "MIT" },
    {
      title: "takes the LGPL with the GPL for the LGPL",
      files: { COPYING: gpl3, "COPYING.LESSER": lgpl3 },
      licence: "LGPL-3.0-only",
    },
    {
      title: "does not read sources",
      files: { "license.go": `// ${mit}`, "licenses.json": mit },
      licence: "",
    },
    { title: "does not read folders below", files: { "LICENSE/MIT": mit, "lib/LICENSE": mit }, licence: "" },
    {
      title: "says nothing of words it does not know",
      files: { LICENSE: "All rights reserved." },
      licence: "",
    },
  ];
  for (const { title, files, licence } of cases) {
    it(title, async () => {
      await writeFiles(folders.folder, files);
      assert.equal(await readLicence({ folder: folders.folder, isLocal: false }), licence);
    });
  }

  it("takes the repository's for a module that is worked on in it, and for no other", async () => {
    const folder = join(folders.folder, "services/cart");
    await writeFiles(folders.folder, { ".git/HEAD": "", LICENSE: mit, "services/cart/go.mod": "" });
    assert.equal(await readLicence({ folder, isLocal: true }), "MIT");
    assert.equal(await readLicence({ folder, isLocal: false }), "");
    await writeFile(join(folder, "LICENSE"), bsd);
    assert.equal(await readLicence({ folder, isLocal: true }), "BSD-2-Clause");
  });

  it("does without a folder, and without what is too long for a licence", async () => {
    const folder = join(folders.folder, "gone");
    assert.equal(await readLicence({ folder, isLocal: false }), "");
    await mkdir(folder);
    await writeFile(join(folder, "LICENSE"), mit + " ".repeat(1024 * 1024));
    assert.equal(await readLicence({ folder, isLocal: false }), "");
    await rm(folder, { recursive: true });
  });
});
