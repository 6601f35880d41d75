import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Emulator } from "../../emulator/emulator.js";
import type { FunctionConfig } from "../../emulator/index.js";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { call, emulatorForEach, functionConfig, logOf, plain, told } from "../emulator/harness.js";

const fc = { contract: "fc", hooks: { initialize: true, preStop: true } } as const;
const noDatabase = "the database is not there";

interface Place {
  readonly fixture: "event" | "eventLambda" | "eventFc";
  readonly changes: Partial<FunctionConfig>;
  readonly cloud: string;
  readonly arn: string;
  /** How an error that the handler returned is told from others. */
  readonly functionError: string;
  readonly largestAnswer: number;
  /** What the program writes about an init that failed. */
  readonly initLine: string;
}

const aws = {
  changes: {},
  cloud: "aws",
  arn: "arn:aws:lambda:us-east-1:000000000000:function:shop",
  functionError: "Unhandled",
  largestAnswer: 6 * 1024 * 1024,
  initLine: `{"errorMessage":"${noDatabase}","errorType":"errorString"}`,
};
const aliyun = {
  changes: fc,
  cloud: "aliyun",
  arn: "",
  functionError: "Handled",
  largestAnswer: 32 * 1024 * 1024,
  initLine: `init failed: ${noDatabase}`,
};

const places: Record<string, Place> = {
  "on Lambda": { fixture: "eventLambda", ...aws },
  "on Lambda, built for any place": { fixture: "event", ...aws },
  "on Function Compute": { fixture: "eventFc", ...aliyun },
  "on Function Compute, built for any place": { fixture: "event", ...aliyun },
};

for (const [title, place] of Object.entries(places)) {
  describe(`runtime.Start ${title}`, () => {
    buildFixtures(place.fixture);
    const start = emulatorForEach();

    async function deploy(
      changes: Partial<FunctionConfig> = {},
    ): Promise<{ emulator: Emulator; url: string }> {
      const emulator = await start();
      const config = functionConfig({ ...place.changes, ...changes });
      const { url } = await emulator.deploy(config, await fixtureZip(place.fixture));
      return { emulator, url };
    }

    async function invoke(emulator: Emulator, order: object | string) {
      const sent = typeof order === "string" ? order : JSON.stringify(order);
      const { payload, ...result } = await emulator.invoke("shop", Buffer.from(sent));
      return { ...result, payload: JSON.parse(payload.toString("utf8")) };
    }

    it("tells about the call", async () => {
      const { emulator } = await deploy();
      const { payload, requestId } = await invoke(emulator, { do: "tell" });
      const { cloud, arn } = place;
      assert.deepEqual(payload, { requestId, cloud, name: "shop", version: "1", arn, inTime: true });
    });

    it("prepares once, starts cold and stays warm", async () => {
      const { emulator } = await deploy();
      const first = (await invoke(emulator, { do: "count" })).payload;
      const second = (await invoke(emulator, { do: "count" })).payload;
      assert.deepEqual(first, { pid: first.pid, prepared: 1, calls: 1 });
      assert.deepEqual(second, { pid: first.pid, prepared: 1, calls: 2 });
      await told(emulator, 2);
      assert.deepEqual(
        (await emulator.calls("shop")).map(({ outcome, cold }) => [outcome, cold]),
        [
          ["ok", true],
          ["ok", false],
        ],
      );
    });

    it("fails a call with the handler's error, and keeps the instance", async () => {
      const { emulator } = await deploy();
      const { pid } = (await invoke(emulator, { do: "count" })).payload;
      const { payload, functionError } = await invoke(emulator, { do: "error" });
      const document = { errorType: "Shop.SoldOut", errorMessage: "no order: tea is sold out" };
      assert.deepEqual([payload, functionError], [document, place.functionError]);
      assert.equal((await invoke(emulator, { do: "count" })).payload.pid, pid);
    });

    it("fails a call whose payload does not fit", async () => {
      const { emulator } = await deploy();
      const { payload, functionError } = await invoke(emulator, '{"bytes":"many"}');
      const document = {
        errorType: "Runtime.InvalidInput",
        errorMessage:
          "the payload does not fit the handler's input: json: cannot unmarshal string into Go struct field order.bytes of type int",
      };
      assert.deepEqual([payload, functionError], [document, place.functionError]);
    });

    it("tells of a panic with its stack and ends, and the next call works", async () => {
      const { emulator } = await deploy();
      const { pid } = (await invoke(emulator, { do: "count" })).payload;
      const { payload, functionError } = await invoke(emulator, { do: "panic" });
      const { stackTrace, ...document } = payload;
      assert.deepEqual(
        [document, functionError],
        [{ errorType: "string", errorMessage: "oh no" }, place.functionError],
      );
      assert.deepEqual([stackTrace[0].label, path.basename(stackTrace[0].path)], ["serve", "main.go"]);
      const next = (await invoke(emulator, { do: "count" })).payload;
      assert.deepEqual([next.calls, next.pid === pid], [1, false]);
      const lines = await logOf(emulator);
      assert.ok(lines.includes("the handler panicked: oh no"), lines.join("\n"));
    });

    it("answers 502 to a request whose call panics, and to the next as ever", async () => {
      const { url } = await deploy();
      for (let round = 0; round < 3; round++) {
        const answer = await call(url, "/", { method: "POST", body: '{"do":"panic"}' });
        assert.deepEqual([answer.status, answer.text.includes("oh no")], [502, false]);
        const next = await call(url, "/", { method: "POST", body: '{"do":"length"}' });
        assert.equal(next.status, place.cloud === "aws" ? 502 : 200);
      }
    });

    it("is ended when a call takes too long, and the next call works", async () => {
      const { emulator } = await deploy({ timeoutSeconds: 1 });
      const { payload, functionError } = await invoke(emulator, { do: "hang" });
      assert.equal(functionError, "Unhandled");
      assert.match(plain(payload.errorMessage), / timed out after 1(\.00)? seconds/);
      assert.equal((await invoke(emulator, { do: "count" })).payload.calls, 1);
    });

    it("takes 6 MB", async () => {
      const { emulator } = await deploy();
      const frame = JSON.stringify({ do: "length", text: "" }).length;
      const text = "a".repeat(6 * 1024 * 1024 - frame);
      assert.equal((await invoke(emulator, { do: "length", text })).payload, text.length);
    });

    it("answers up to the limit, says what is above it, and keeps the instance", async () => {
      const { emulator } = await deploy();
      const { pid } = (await invoke(emulator, { do: "count" })).payload;
      const { largestAnswer } = place;
      const { payload } = await invoke(emulator, { do: "fill", bytes: largestAnswer });
      assert.equal(payload.length, largestAnswer - 2);
      const above = await invoke(emulator, { do: "fill", bytes: largestAnswer + 1 });
      assert.equal(above.payload.errorType, "Function.ResponseSizeTooLarge");
      assert.match(
        above.payload.errorMessage,
        new RegExp(` at most ${largestAnswer} bytes.*, got ${largestAnswer + 1}$`),
      );
      assert.equal((await invoke(emulator, { do: "count" })).payload.pid, pid);
    });

    it("does what is left when the instance ends, the last added first", async () => {
      const { emulator } = await deploy();
      await invoke(emulator, { do: "count" });
      await emulator.cool("shop");
      const lines = (await logOf(emulator)).filter((line) => line.includes("to be there"));
      assert.deepEqual(lines.slice(-2), [
        "last to be there, with time: true",
        "first to be there, after 1 calls",
      ]);
    });

    for (const init of ["error", "panic"]) {
      it(`is not deployed when its init ends with ${init === "error" ? "an" : "a"} ${init}`, async () => {
        await assert.rejects(deploy({ environment: { INIT: init } }), ({ message }: Error) => {
          assert.match(message, /^Function "shop" was not deployed\. Its program did not start: /);
          assert.ok(message.includes(noDatabase), message);
          return true;
        });
      });
    }

    it("says to a call why its init failed, and the next call works", async () => {
      const mark = path.join((await fixtureZip(place.fixture)).zip, "..", `fail-${place.fixture}`);
      const { emulator } = await deploy({ environment: { INIT: "error", FAIL_IF: mark } });
      await emulator.cool("shop");
      await writeFile(mark, "");
      const { payload, functionError } = await invoke(emulator, { do: "count" });
      assert.equal(functionError, "Unhandled");
      assert.match(
        payload.errorMessage,
        place.cloud === "aws" ? /the database is not there/ : /exit status 1/,
      );
      await rm(mark);
      assert.equal((await invoke(emulator, { do: "count" })).payload.calls, 1);
      assert.ok((await logOf(emulator)).includes(place.initLine));
    });
  });
}
