import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** What a pretended `pulumi` does. */
export interface FakePulumi {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
}

/** Puts a command `pulumi` into a folder, which writes its arguments to `pulumi-arguments.json` there; answers the PATH. */
export async function putPulumi(
  folder: string,
  { stdout = "", stderr = "", status = 0 }: FakePulumi,
): Promise<string> {
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  const source = `#!${process.execPath}
require("node:fs").writeFileSync(${JSON.stringify(join(folder, "pulumi-arguments.json"))}, JSON.stringify(process.argv.slice(2)));
process.stderr.write(${JSON.stringify(stderr)});
process.stdout.write(${JSON.stringify(stdout)});
process.exitCode = ${status};
`;
  const file = join(bin, "pulumi");
  await writeFile(file, source);
  await chmod(file, 0o755);
  return [bin, process.env["PATH"]].join(delimiter);
}
