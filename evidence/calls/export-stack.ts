import { execFile } from "node:child_process";
import { EvidenceError } from "../evidence-error.js";

/** A state can be large: every resource with all of its inputs and outputs. */
const maxBytes = 256 * 1024 * 1024;

/**
 * What Pulumi knows of a stack of the project in this folder; secrets stay encrypted in it.
 *
 * @throws EvidenceError when there is no such stack, or no Pulumi to ask.
 */
export async function exportStack(stack: string): Promise<unknown> {
  const text = await runPulumi(stack);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EvidenceError(`"pulumi stack export" did not print a state of "${stack}". Update Pulumi.`, {
      cause,
    });
  }
}

function runPulumi(stack: string): Promise<string> {
  const args = ["stack", "export", `--stack=${stack}`, "--non-interactive", "--color=never"];
  return new Promise((resolve, reject) => {
    execFile("pulumi", args, { maxBuffer: maxBytes }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new EvidenceError(explain(stack, error.code, stderr), { cause: error }));
    });
  });
}

function explain(stack: string, code: unknown, stderr: string): string {
  if (code === "ENOENT")
    return `"${stack}" is no function on the local cloud, and there is no command "pulumi" to look for a stack. Install Pulumi: https://www.pulumi.com/docs/install.`;
  if (/no stack named /.test(stderr))
    return `"${stack}" is neither a function on the local cloud nor a stack of the Pulumi project in this folder.`;
  // Without a project, Pulumi wants to be told the project's name in the stack's.
  if (/no Pulumi\.yaml project|pass the fully qualified name/.test(stderr))
    return `"${stack}" is no function on the local cloud, and this folder is in no Pulumi project that could have such a stack.`;
  const [, reason = "it says nothing more"] = /^error: (.+)$/m.exec(stderr) ?? [];
  return `The state of the stack "${stack}" cannot be read: ${reason.replace(/\.$/, "")}.`;
}
