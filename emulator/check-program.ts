/** ELF, a script, Mach-O for one processor and for several. */
const programStarts = ["\x7fELF", "#!", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"];

/** What the system does not know it hands to a shell, which then complains about bytes. Throws a clause. */
export function checkProgram(content: Buffer, subject: string): void {
  const start = content.toString("latin1", 0, 4);
  if (programStarts.some((known) => start.startsWith(known))) return;
  throw new Error(
    `${subject} must be an ELF or Mach-O binary or begin with "#!", but begins with ${JSON.stringify(start)}`,
  );
}
