/** Bits of a mode as `ls -l` writes them: nine permissions, of which three tell of a special bit too. */
const permissions = [
  { bit: 0o400, letter: "r" },
  { bit: 0o200, letter: "w" },
  { bit: 0o100, letter: "x", special: { bit: 0o4000, letter: "s" } },
  { bit: 0o040, letter: "r" },
  { bit: 0o020, letter: "w" },
  { bit: 0o010, letter: "x", special: { bit: 0o2000, letter: "s" } },
  { bit: 0o004, letter: "r" },
  { bit: 0o002, letter: "w" },
  { bit: 0o001, letter: "x", special: { bit: 0o1000, letter: "t" } },
];

/** Permissions as `ls -l` shows them: `rwxr-xr-x`. */
export function toModeText(mode: number): string {
  return permissions
    .map(({ bit, letter, special }) => {
      const isSet = (mode & bit) !== 0;
      if (special === undefined || (mode & special.bit) === 0) return isSet ? letter : "-";
      return isSet ? special.letter : special.letter.toUpperCase();
    })
    .join("");
}

/** Permissions as `chmod` takes them: `0755`. */
export function toOctal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
