import { constants } from "node:os";
import { createInterface } from "node:readline/promises";
import { Caller } from "./calls.js";
import { claimsOn } from "./claims.js";
import { estimate } from "./estimate.js";
import { ProofStack } from "./proof-stack.js";
import { prove } from "./prove.js";

const wrongUsage = 2;

/** Shows on a real account what the stand-in cannot prove, and removes what that took. */
async function main(): Promise<number> {
  const { AWS_REGION, AWS_DEFAULT_REGION, GOSERVERLESS_E2E_AWS_GATEWAY: gateway } = process.env;
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  if (!region) {
    console.error('AWS_REGION must name the region to use, such as "eu-west-1".');
    return wrongUsage;
  }
  console.log(
    `This creates a Lambda function with a role, a log group and warm instances, all named goserverless-e2e*, in ${region},
in the account of your AWS credentials, and removes them at the end, also when it fails.`,
  );
  console.log(`${estimate(region)}\n`);
  if (!(await isConfirmed())) return wrongUsage;
  return run(new ProofStack(gateway !== undefined), new Caller(gateway));
}

async function run(stack: ProofStack, caller: Caller): Promise<number> {
  let status = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      status = 128 + constants.signals[signal];
      // npm sends on what the terminal has sent already.
      if (!stack.isInterrupted)
        console.log(`${signal}: everything is being removed, which takes a few minutes.`);
      stack.interrupt();
    });
  }
  try {
    await stack.init();
    const failed = await prove(claimsOn(stack, caller), console.log, () => stack.isInterrupted);
    status ||= failed > 0 ? 1 : 0;
  } finally {
    const left = await stack.destroy();
    console.log(left ?? "Everything is removed.");
    if (left !== undefined) status ||= 1;
  }
  return status;
}

async function isConfirmed(): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) {
    console.error("Nobody is there to confirm it: run `npm run e2e:aws -- --yes`.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Go on? Only "yes" does: ');
  terminal.close();
  return answer === "yes";
}

main().then((status) => {
  process.exitCode = status;
});
