interface LicenceText {
  readonly id: string;
  /** All must be found, in the words alone: lower case, without punctuation. */
  readonly says: readonly RegExp[];
  /** What makes it another licence. */
  readonly not?: readonly RegExp[];
}

const bsd = [
  /redistribution and use in source and binary forms with or without modification are permitted/,
  /redistributions of source code must retain/,
  /redistributions in binary form must reproduce/,
];
const endorsement = /may not be used to endorse|may be used to endorse or promote/;
const bsdOthers = [/all advertising materials/, /no express or implied licenses to any party s patent/];

const isc =
  /permission to use copy modify (?:and )?(?:or )?distribute this software for any purpose with or without fee is hereby granted/;
const iscNotice =
  /granted provided that the above copyright notice and this permission notice appear in all copies/;

const gnuBody = /everyone is permitted to copy and distribute verbatim copies/;
const gnuExceptions = [
  /special exception to the (?:gnu|terms|lgpl|gpl)/,
  /linking exception/,
  /classpath exception/,
];

/** Words that each licence has and no other; from the texts at https://spdx.org/licenses/ */
const licences: readonly LicenceText[] = [
  {
    id: "MIT",
    says: [
      /permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation files/,
      /the above copyright notice and this permission notice (?:including the next paragraph )?shall be included in all copies or substantial portions/,
    ],
    not: [/except as contained in this notice the name/],
  },
  { id: "BSD-2-Clause", says: bsd, not: [endorsement, ...bsdOthers] },
  { id: "BSD-3-Clause", says: [...bsd, endorsement], not: bsdOthers },
  {
    id: "Apache-2.0",
    says: [/licensed under the apache license version 2 0|apache license version 2 0 january 2004/],
  },
  {
    id: "MPL-2.0",
    says: [/mozilla public license version 2 0/, /covered software is provided under this license/],
  },
  { id: "ISC", says: [isc, iscNotice] },
  { id: "0BSD", says: [isc, /the software is provided as is/], not: [iscNotice] },
  {
    id: "Unlicense",
    says: [
      /this is free and unencumbered software released into the public domain/,
      /anyone is free to copy modify publish/,
    ],
  },
  { id: "CC0-1.0", says: [/cc0 1 0 universal/, /affirmer/] },
  {
    id: "BSL-1.0",
    says: [
      /boost software license version 1 0/,
      /to any person or organization obtaining a copy of the software/,
    ],
  },
  {
    id: "Zlib",
    says: [
      /altered source versions must be plainly marked as such/,
      /would be appreciated but is not required/,
      /this notice may not be removed or altered from any source distribution/,
    ],
  },
];

/** The GNU licences by the head of their text. */
const gnuLicences: readonly { readonly id: string; readonly title: RegExp }[] = [
  { id: "GPL-2.0", title: /gnu general public license version 2 june 1991/ },
  { id: "GPL-3.0", title: /gnu general public license version 3 29 june 2007/ },
  { id: "LGPL-2.1", title: /gnu lesser general public license version 2 1 february 1999/ },
  { id: "LGPL-3.0", title: /gnu lesser general public license version 3 29 june 2007/ },
  { id: "AGPL-3.0", title: /gnu affero general public license version 3 19 november 2007/ },
];

/** SPDX identifiers of the licences whose words are in a text; empty when there are none that we know. */
export function recognizeLicences(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  const plain = licences.filter(
    ({ says, not = [] }) => says.every((one) => one.test(words)) && !not.some((one) => one.test(words)),
  );
  return [...plain.map(({ id }) => id), ...recognizeGnu(words)];
}

/**
 * The text of a GNU licence leaves open whether later versions count too; that is for a notice to say, and it says so
 * only before the text: within it there is but an example of one. Without it, the narrower reading is the safe one.
 */
function recognizeGnu(words: string): string[] {
  if (!gnuBody.test(words) || gnuExceptions.some((one) => one.test(words))) return [];
  return gnuLicences.flatMap(({ id, title }) => {
    const at = words.search(title);
    if (at === -1) return [];
    return [`${id}-${/or at your option any later version/.test(words.slice(0, at)) ? "or-later" : "only"}`];
  });
}
