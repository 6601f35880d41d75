import { constants } from "node:os";
import { createInterface } from "node:readline/promises";
import { Caller, type ColdTest } from "./caller.js";
import { type Deployed, ProofStack } from "./proof-stack.js";
import { type Claim, prove } from "./prove.js";

/** What one cloud is shown to do, and what that takes. */
export interface AccountProof {
  /** The npm script that runs it. */
  readonly script: string;
  /** The first of these environment variables that is set names the region. */
  readonly regionVariables: readonly [string, ...string[]];
  readonly regionExample: string;
  /** The environment variable with the URL at which a stand-in answers calls. */
  readonly gatewayVariable: string;
  /** "a function with warm instances" */
  readonly makes: string;
  /** Whose credentials are used: "AWS". */
  readonly owner: string;
  estimate(region: string): string;
  readonly deployed: Deployed;
  readonly isCold: ColdTest;
  claimsOn(stack: ProofStack, caller: Caller): readonly Claim[];
}

const wrongUsage = 2;

/** Shows on a real account what the stand-in cannot prove, and removes what that took. Answers the exit status. */
export async function proveOnAccount(proof: AccountProof): Promise<number> {
  const region = proof.regionVariables.map((name) => process.env[name]).find(Boolean);
  if (!region) {
    console.error(
      `${proof.regionVariables[0]} must name the region to use, such as "${proof.regionExample}".`,
    );
    return wrongUsage;
  }
  console.log(
    `This creates ${proof.makes}, all named goserverless-e2e*, in ${region},
in the account of your ${proof.owner} credentials, and removes them at the end, also when it fails.`,
  );
  console.log(`${proof.estimate(region)}\n`);
  if (!(await isConfirmed(proof.script))) return wrongUsage;
  const gateway = process.env[proof.gatewayVariable];
  const stack = new ProofStack(proof.deployed, gateway !== undefined);
  return run(stack, proof.claimsOn(stack, new Caller(proof.isCold, gateway)));
}

async function run(stack: ProofStack, claims: readonly Claim[]): Promise<number> {
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
    const failed = await prove(claims, console.log, () => stack.isInterrupted);
    status ||= failed > 0 ? 1 : 0;
  } finally {
    const left = await stack.destroy();
    console.log(left ?? "Everything is removed.");
    if (left !== undefined) status ||= 1;
  }
  return status;
}

async function isConfirmed(script: string): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) {
    console.error(`Nobody is there to confirm it: run \`npm run ${script} -- --yes\`.`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('Go on? Only "yes" does: ');
  terminal.close();
  return answer === "yes";
}
