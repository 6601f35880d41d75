import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import type { CloudAccount } from "../standins/cloud-account.js";
import type { Standin } from "../standins/standin.js";

const root = path.resolve(__dirname, "../..");

/** The run on a real account of one cloud, and what it shows of a stand-in. */
export interface AccountProofCase<Cloud> {
  /** The npm script, and its program. */
  readonly script: string;
  readonly main: string;
  readonly gatewayVariable: string;
  readonly regionVariables: readonly string[];
  start(): Promise<Cloud>;
  /** Where a host that a stack's URL names can be called. */
  localUrl(cloud: Cloud, host: string): string;
  /** What is printed before somebody confirms it. */
  readonly announcement: string;
  /** What is printed without a region. */
  readonly regionRefusal: string;
  readonly claims: number;
  /** An action of the first claim that fails in a test, and how the cloud says so. */
  readonly failing: { readonly action: string; readonly says: RegExp };
  /** The action at which a test interrupts the run. */
  readonly held: string;
  /** An action without which something stays, and how that is listed. */
  readonly removing: { readonly action: string; readonly left: RegExp };
}

/** Runs the program against a stand-in: with success, without what it needs, and with all that can go wrong. */
export function itProvesAnAccount<Cloud extends Standin<CloudAccount>>(proof: AccountProofCase<Cloud>): void {
  let cloud: Cloud;
  let gateway: http.Server;

  beforeEach(async () => {
    cloud = await proof.start();
    gateway = await startGateway((host) => proof.localUrl(cloud, host));
  });
  afterEach(async () => {
    gateway.closeAllConnections();
    gateway.close();
    await cloud.stop();
  });

  it("shows every claim, and removes all that it made", async () => {
    const { status, output } = await ended(start("--yes"));
    assert.equal(status, 0, output);
    assert.deepEqual(
      [...output.matchAll(/^(ok|not ok) (\d+)/gm)].map(([line]) => line),
      Array.from({ length: proof.claims }, (_, index) => `ok ${index + 1}`),
    );
    assert.match(output, /^Everything is removed\.$/m);
    assert.deepEqual(cloud.account.contents, []);
  });

  it("says what it makes and costs, and makes nothing when nobody confirms it", async () => {
    const { status, output } = await ended(start());
    assert.equal(status, 2);
    const refusal = `Nobody is there to confirm it: run \`npm run ${proof.script} -- --yes\`.\n`;
    assert.equal(output, `${proof.announcement}\n\n${refusal}`);
    assert.deepEqual(cloud.calls, []);
  });

  it("asks for a region", async () => {
    const nowhere = Object.fromEntries(proof.regionVariables.map((name) => [name, ""]));
    assert.deepEqual(await ended(start("--yes", nowhere)), { status: 2, output: `${proof.regionRefusal}\n` });
  });

  it("removes what was made when a needed step fails", async () => {
    const { action, says } = proof.failing;
    cloud.journal.fail({ action });
    const { status, output } = await ended(start("--yes"));
    assert.equal(status, 1);
    assert.match(output, /^not ok 1 - A stack is created in one run.*\n {4}Diagnostics:\n/m);
    assert.match(output, says);
    assert.match(output, /Everything is removed\.\n$/);
    assert.deepEqual(cloud.account.contents, []);
  });

  it("removes what was made when it is interrupted", async () => {
    const hold = cloud.journal.hold({ action: proof.held });
    const run = start("--yes");
    const end = ended(run);
    await hold.reached;
    run.kill("SIGINT");
    hold.release();
    const { status, output } = await end;
    assert.equal(status, 130, output);
    assert.match(
      output,
      /SIGINT: everything is being removed, which takes a few minutes\.\nEverything is removed\.\n$/,
    );
    assert.deepEqual(cloud.account.contents, []);
  });

  it("says what is left, and how to remove it, when that fails", async () => {
    cloud.journal.fail({ action: proof.failing.action });
    cloud.journal.fail({ action: proof.removing.action, times: 2 });
    const { status, output } = await ended(start("--yes"));
    assert.equal(status, 1);
    const [, left = "", command = ""] =
      /These are left in the account:\n(.*)Remove them with:\n {2}(.*)\n$/s.exec(output) ?? [];
    assert.match(left, proof.removing.left);
    assert.ok(cloud.account.contents.length > 0);
    const repaired = await ended(spawn("sh", ["-c", command], { env: cloud.environment(process.env) }));
    assert.equal(repaired.status, 0, repaired.output);
    assert.deepEqual(cloud.account.contents, []);
  });

  function start(option = "", settings: NodeJS.ProcessEnv = {}): ChildProcess {
    const { port } = gateway.address() as AddressInfo;
    const env = {
      ...cloud.environment(process.env),
      [proof.gatewayVariable]: `http://127.0.0.1:${port}`,
      ...settings,
    };
    const main = path.join(root, proof.main);
    return spawn(process.execPath, ["--import", "tsx", main, option], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}

/** Passes calls on to where their host is served. */
async function startGateway(localUrl: (host: string) => string): Promise<http.Server> {
  const gateway = http.createServer(({ url = "/", headers: { host = "", ...headers } }, response) => {
    const forwarded = http.get(new URL(url, localUrl(host)), { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    forwarded.once("error", () => response.destroy());
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  return gateway;
}

function ended(child: ChildProcess): Promise<{ status: number | null; output: string }> {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (status) => resolve({ status, output }));
  });
}
