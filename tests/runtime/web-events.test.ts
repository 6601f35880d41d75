import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { emulatorForEach, functionConfig } from "../emulator/harness.js";

/** A request as the official library's types have it. */
interface Wanted {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string[]> | null;
  readonly header: Record<string, string[]>;
  readonly cookies: string[] | null;
  readonly body: string;
  readonly sourceIp: string;
}

interface Verdict {
  readonly name: string;
  readonly event: object;
  readonly want: Wanted;
}

const judge = path.join(__dirname, "../fixtures/runtime-web-judge");
const ourEvents = path.join(__dirname, "../../runtime/web/testdata");

/** The official library reads our events, and those that it is tested with itself. */
function verdicts(): Verdict[] {
  const run = (...args: string[]) => execFileSync("go", args, { cwd: judge, encoding: "utf8" });
  const library = run("list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-lambda-go").trim();
  return JSON.parse(run("run", ".", ourEvents, path.join(library, "events/testdata")));
}

/** What net/http has elsewhere than among the headers, or with the body's true length. */
const elsewhere = new Set(["host", "cookie", "content-length"]);

function comparable(header: Record<string, string[]>): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(header)) {
    if (!elsewhere.has(name.toLowerCase())) result[name.toLowerCase()] = values;
  }
  return result;
}

/** Cookies may be in a list of their own, or in their header. */
function cookiesOf({ cookies, header }: Wanted): string[] {
  const inHeader = Object.entries(header).flatMap(([name, values]) =>
    name.toLowerCase() === "cookie" ? values : [],
  );
  const all = cookies ?? inHeader.flatMap((value) => value.split("; "));
  // net/http takes one without a value for an empty one.
  return all.map((cookie) => (cookie.includes("=") ? cookie : `${cookie}=`));
}

describe("events that become requests", () => {
  buildFixtures("webLambda");
  const start = emulatorForEach();

  it("are what the official library reads in them", async function () {
    this.timeout(300_000);
    const judged = verdicts();
    // Seven are ours; fewer of the library's would be none to judge by.
    assert.ok(judged.length >= 7 + 8, `${judged.length} events`);
    const emulator = await start();
    await emulator.deploy(functionConfig({ environment: { SHOW: "1" } }), await fixtureZip("webLambda"));
    for (const { name, event, want } of judged) {
      const { payload } = await emulator.invoke("shop", Buffer.from(JSON.stringify(event)));
      const answer = JSON.parse(Buffer.from(payload).toString("utf8"));
      assert.equal(answer.statusCode, 200, `${name}: ${answer.errorMessage}`);
      const got = JSON.parse(answer.body);
      const { method, query, header, body } = want;
      assert.deepEqual(
        {
          method: got.method,
          path: got.path,
          query: got.query,
          header: comparable(got.header),
          cookies: got.cookies,
          body: got.body,
        },
        {
          method,
          path: want.path,
          query: query ?? {},
          header: comparable(header),
          cookies: cookiesOf(want),
          body,
        },
        name,
      );
      assert.ok(got.address.includes(want.sourceIp), `${name}: ${got.address}`);
    }
  });
});
