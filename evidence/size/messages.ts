/** What is said of a binary that cannot be taken apart. */
export const messages = {
  tooLarge: (length: number) =>
    `The binary has ${length} bytes; only those below 2147483648 can be taken apart: check that it is the right file.`,
  notElf: () =>
    "The binary is not an ELF file, the format of programs for Linux: give the file that go build wrote with GOOS=linux.",
  otherFormat: (format: string, system: string) =>
    `The binary is a ${format} file, for ${system}; only ELF files, for Linux, can be taken apart: build it with GOOS=linux.`,
  not64Bit: () =>
    "The binary is a 32-bit ELF file; only 64-bit ones can be taken apart: build it with GOARCH=amd64 or arm64.",
  bigEndian: () =>
    "The binary is a big-endian ELF file; only little-endian ones can be taken apart: build it with GOARCH=amd64 or arm64.",
  otherMachine: (machine: string) =>
    `The binary is for ${machine}; only those for amd64 and arm64 can be taken apart: build it with GOARCH=amd64 or arm64.`,
  cutShort: (what: string, end: number, length: number) =>
    `The binary is cut short: its ${what} ends at byte ${end}, but the file has ${length} bytes: build or copy it again.`,
  packed: () => "The binary is packed by UPX, which hides what is in it: unpack it first with upx -d.",
  notGo: () => "The binary has no Go function table, so Go did not build it: give one that go build wrote.",
  tooOld: () =>
    "The binary was built by Go 1.17 or older; only those of Go 1.18 and newer can be taken apart: build it with a newer Go.",
  unknownTable: (magic: string) =>
    `The binary has a Go function table of the unknown version ${magic}; those of Go 1.18 to 1.26 can be taken apart: build it with one of these.`,
  damaged: () => "The binary is damaged, its Go function table contradicts itself: build or copy it again.",
  leadsOut: () => "The binary is damaged, its tables lead out of the file: build or copy it again.",
};
