import type { Section } from "./elf-tables.js";

/** What a stretch of the file is for: machine code, what it works on, or a part that belongs to no package. */
export type Role = "code" | "data" | { readonly part: string };

const parts: readonly (readonly [name: RegExp, part: string])[] = [
  [/^\.(symtab|strtab)$/, "symbol table"],
  [/^\.z?debug_/, "DWARF"],
  [/^\.go\.buildinfo$/, "build info"],
  [/^\.note/, "notes"],
  [/^\.shstrtab$/, "headers"],
  [/^\.(eh_frame|eh_frame_hdr|gcc_except_table)$/, "unwind tables"],
  [/^\.rel[ar]?(\..*)?$/, "relocations"],
  [
    /^\.(interp|dynsym|dynstr|dynamic|hash|gnu\..*|plt.*|got.*|init|fini|(pre)?init_array|fini_array)$/,
    "dynamic linking",
  ],
  [/^\.(go\.module|go\.fipsinfo)$/, "runtime tables"],
  [/^(\.data\.rel\.ro)?\.(typelink|itablink|gosymtab)$/, "runtime tables"],
];

/** By the section's name, else by what it is loaded as. */
export function roleOf({ name, loaded, executable }: Section): Role {
  const [, part] = parts.find(([pattern]) => pattern.test(name)) ?? [];
  if (part !== undefined) return { part };
  if (!loaded) return { part: "other sections" };
  return executable ? "code" : "data";
}
