import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Emulator } from "../../emulator/emulator.js";
import type { FunctionConfig } from "../../emulator/index.js";
import { buildFixtures, fixtureZip } from "../emulator/fixtures.js";
import { gateForEach } from "../emulator/gate.js";
import {
  type CallOptions,
  call,
  emulatorForEach,
  functionConfig,
  logOf,
  openCall,
  told,
} from "../emulator/harness.js";

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
const binary = Buffer.from([0, 1, 2, 0x80, 0xff, 0x0a]);

const places = {
  "a buffered function URL": { fixture: "webLambda", cloud: "aws", changes: {} },
  "a streaming function URL": {
    fixture: "webLambda",
    cloud: "aws",
    changes: { http: { stream: true }, environment: { GOSERVERLESS_HTTP_STREAM: "1" } },
  },
  "Function Compute": { fixture: "webFc", cloud: "aliyun", changes: { contract: "fc" } },
} as const;
type Place = keyof typeof places;
const allPlaces = Object.keys(places) as Place[];

describe("package web", () => {
  buildFixtures("webLambda", "webFc");
  const start = emulatorForEach();
  const gate = gateForEach();

  async function deploy(place: Place, more: Partial<FunctionConfig> = {}) {
    const emulator: Emulator = await start();
    const { fixture, changes } = places[place];
    const { url } = await emulator.deploy(functionConfig({ ...changes, ...more }), await fixtureZip(fixture));
    return { emulator, url };
  }

  const asked = {
    method: "GET",
    path: "/echo/",
    escapedPath: "/echo/",
    requestURI: "/echo/",
    query: {},
    host: "shop.example",
    protocol: "HTTP/1.1",
    cookies: null as string[] | null,
    mine: "",
    contentType: "",
    length: 0,
    body: sha256(""),
    tls: false,
    function: "shop",
  };
  const requests: Record<string, { target?: string; options?: CallOptions; want: object }> = {
    "a plain GET": { want: {} },
    "a path and a query that are encoded": {
      target: "/echo/a%2Fb/caf%C3%A9!?tag=new&tag=red%20hot&empty=&bare&a%26b=1+1",
      want: {
        path: "/echo/a/b/café!",
        escapedPath: "/echo/a%2Fb/caf%C3%A9!",
        requestURI: "/echo/a%2Fb/caf%C3%A9!?tag=new&tag=red%20hot&empty=&bare&a%26b=1+1",
        query: { tag: ["new", "red hot"], empty: [""], bare: [""], "a&b": ["1 1"] },
      },
    },
    "cookies and repeated headers": {
      options: { headers: { cookie: "session=4f2a; theme=dark", "x-mine": ["one", "two"] } },
      want: { cookies: ["session=4f2a", "theme=dark"], mine: "one, two" },
    },
    "a text body": {
      options: { method: "POST", headers: { "content-type": "text/plain" }, body: '"grüße"\n' },
      want: { method: "POST", contentType: "text/plain", length: 10, body: sha256('"grüße"\n') },
    },
    "a binary body": {
      options: { method: "PUT", headers: { "content-type": "image/png" }, body: binary },
      want: { method: "PUT", contentType: "image/png", length: 6, body: sha256(binary) },
    },
    "an empty body": {
      options: { method: "PATCH", headers: { "content-length": "0" } },
      want: { method: "PATCH" },
    },
    "a DELETE": { options: { method: "DELETE" }, want: { method: "DELETE" } },
    "an OPTIONS": { options: { method: "OPTIONS" }, want: { method: "OPTIONS" } },
    "a method of one's own": { options: { method: "PROPFIND" }, want: { method: "PROPFIND" } },
  };

  interface Wanted {
    readonly status: number;
    readonly headers?: Record<string, string | string[] | undefined>;
    readonly text: string;
  }
  const answers: Record<string, { target: string; method?: string; want: Wanted }> = {
    "a status": { target: "/answer?status=418", want: { status: 418, text: "" } },
    "text whose type is found out": {
      target: "/answer?body=gr%C3%BC%C3%9Fe",
      want: { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, text: "grüße" },
    },
    "a HEAD": {
      target: "/answer?body=text",
      method: "HEAD",
      want: { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, text: "" },
    },
    "no content": {
      target: "/answer?status=204&body=text&header=X-A:1",
      want: { status: 204, headers: { "x-a": "1", "content-length": undefined }, text: "" },
    },
    "not modified": {
      target: '/answer?status=304&header=Etag:"1"',
      want: { status: 304, headers: { etag: '"1"' }, text: "" },
    },
    "a redirect": {
      target: "/answer?status=302&header=Location:/there%3Fa=b",
      want: { status: 302, headers: { location: "/there?a=b" }, text: "" },
    },
    "cookies and repeated headers": {
      target:
        "/answer?header=Set-Cookie:a=1%3B%20Path=/&header=Set-Cookie:b=2&header=X-List:one&header=X-List:two",
      want: {
        status: 200,
        headers: { "set-cookie": ["a=1; Path=/", "b=2"], "x-list": "one, two" },
        text: "",
      },
    },
    "line breaks in a header": {
      target: "/answer?header=X-A:one%0d%0aX-B:two",
      want: { status: 200, headers: { "x-a": "one  X-B:two", "x-b": undefined }, text: "" },
    },
    "a path that is not there": {
      target: "/nowhere",
      want: {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
        text: "404 page not found\n",
      },
    },
    "another path than the clean one": {
      target: "/echo/../answer",
      want: {
        status: 307,
        headers: { location: "/answer" },
        text: '<a href="/answer">Temporary Redirect</a>.\n\n',
      },
    },
    "six million bytes": {
      target: "/size?bytes=6000000&type=text/plain",
      want: { status: 200, headers: { "content-type": "text/plain" }, text: "a".repeat(6_000_000) },
    },
  };

  for (const place of allPlaces) {
    describe(`on ${place}`, () => {
      it("hands requests over as they were sent", async () => {
        const { url } = await deploy(place);
        for (const [name, { target = "/echo/", options = {}, want }] of Object.entries(requests)) {
          const headers = { host: "shop.example", ...options.headers };
          const answer = await call(url, target, { ...options, headers });
          const expected = { ...asked, cloud: places[place].cloud, ...want };
          assert.deepEqual(JSON.parse(answer.text), expected, name);
        }
      });

      it("answers as net/http does", async () => {
        const { url } = await deploy(place);
        for (const [name, { target, method = "GET", want }] of Object.entries(answers)) {
          const answer = await call(url, target, { method });
          assert.equal(answer.status, want.status, name);
          for (const [header, value] of Object.entries(want.headers ?? {}))
            assert.deepEqual(answer.headers[header], value, `${name}: ${header}`);
          assert.ok(answer.text === want.text, `${name}: ${answer.text.slice(0, 200)}`);
        }
      });

      it("takes and gives four million bytes of no text", async () => {
        const { url } = await deploy(place);
        const body = Buffer.alloc(4_000_000, "a");
        const headers = { "content-type": "application/octet-stream" };
        const answer = await call(url, "/copy", { method: "POST", headers, body });
        assert.equal(answer.text.length, body.length);
        assert.equal(sha256(answer.text), sha256(body));
      });

      it("fails a request that panics, and no other", async () => {
        const { emulator, url } = await deploy(place);
        const paths = { "/panic": 502, "/abort": 502, "/answer": 200 };
        for (const [index, [path, status]] of Object.entries(paths).entries()) {
          assert.equal((await call(url, path)).status, status);
          await told(emulator, index + 1);
        }
        const calls = await emulator.calls("shop");
        assert.deepEqual(
          calls.map(({ cold, outcome }) => [cold, outcome]),
          [
            [true, "error"],
            [false, "error"],
            [false, "ok"],
          ],
        );
        const lines = await logOf(emulator);
        assert.ok(
          lines.some((line) => /http: panic serving .*: no stock$/.test(line)),
          lines.join("\n"),
        );
      });
    });
  }

  for (const place of ["a streaming function URL", "Function Compute"] as const) {
    describe(`on ${place}`, () => {
      it("sends an answer while it is written", async () => {
        const { url } = await deploy(place);
        const opened = await openCall(url, `/stream?${gate().query}`);
        assert.equal(opened.status, 202);
        assert.equal(opened.headers["content-type"], "text/plain");
        assert.deepEqual(opened.headers["set-cookie"], ["a=1", "b=2"]);
        for (const line of ["line 1\n", "line 2\n", "line 3\n"]) {
          assert.equal(await opened.next(), line);
          await gate().arrived(1);
          gate().letOne();
        }
        assert.equal(await opened.next(), undefined);
      });

      it("breaks an answer off that panics in the middle", async () => {
        const { emulator, url } = await deploy(place);
        await assert.rejects(call(url, "/broken"), { code: "ECONNRESET" });
        await told(emulator, 1);
        assert.equal((await call(url, "/answer")).status, 200);
        await told(emulator, 2);
        const calls = await emulator.calls("shop");
        assert.deepEqual(
          calls.map(({ cold, outcome }) => [cold, outcome]),
          [
            [true, "error"],
            [false, "ok"],
          ],
        );
      });

      it("sends more than six megabytes", async () => {
        const { url } = await deploy(place);
        const answer = await call(url, "/size?bytes=20000000&type=text/plain");
        assert.deepEqual([answer.status, answer.text.length], [200, 20_000_000]);
      });
    });
  }

  it("answers whole on a buffered function URL", async () => {
    const { url } = await deploy("a buffered function URL");
    const answer = await call(url, "/stream");
    assert.deepEqual([answer.status, answer.text], [202, "line 1\nline 2\nline 3\n"]);
    assert.deepEqual(answer.headers["set-cookie"], ["a=1", "b=2"]);
    assert.equal((await call(url, "/broken")).status, 502);
  });

  it("refuses an answer that is too large for a buffered function URL, and lives on", async () => {
    const { emulator, url } = await deploy("a buffered function URL");
    assert.equal((await call(url, "/size?bytes=6300000&type=text/plain")).status, 502);
    assert.equal((await call(url, "/size?bytes=5000000&type=image/png")).status, 502);
    assert.equal((await call(url, "/answer")).status, 200);
    const log = (await logOf(emulator)).join("\n");
    assert.match(log, /the response must have at most 6291456 bytes on Lambda where it is not streamed/);
    assert.match(log, /the response must have at most 6291456 bytes on Lambda, got 66667\d\d/);
    await told(emulator, 3);
    assert.deepEqual(
      (await emulator.calls("shop")).map(({ cold }) => cold),
      [true, false, false],
    );
  });

  it("refuses trailers on Lambda", async () => {
    for (const place of ["a buffered function URL", "a streaming function URL"] as const) {
      const { emulator, url } = await deploy(place);
      assert.equal((await call(url, "/trailers")).status, 502);
      const log = (await logOf(emulator)).join("\n");
      assert.match(log, /the handler sends trailers, which Lambda cannot pass on/);
    }
  });

  it("hands the event over on Lambda", async () => {
    const lambda = await deploy("a buffered function URL");
    const { version, rawPath } = JSON.parse((await call(lambda.url, "/event")).text);
    assert.deepEqual([version, rawPath], ["2.0", "/event"]);
  });

  it("cancels the request of a caller that is gone, on Function Compute", async () => {
    const { url } = await deploy("Function Compute", { requestsPerInstance: 2 });
    const leaver = await openCall(url, "/endless");
    leaver.destroy();
    assert.equal((await call(url, "/seen")).text, "context canceled");
  });

  it("refuses events that are no requests", async () => {
    const refusals = {
      "a buffered function URL": {
        errorMessage:
          "the event is no HTTP request of a function URL, API Gateway or an Application Load Balancer",
        errorType: "Runtime.NotHTTP",
      },
      "Function Compute": {
        errorMessage: "the function answers HTTP requests only: it has no handler for events",
        errorType: "Runtime.NoEventHandler",
      },
    } as const;
    for (const [place, want] of Object.entries(refusals)) {
      const { emulator } = await deploy(place as keyof typeof refusals);
      const { payload } = await emulator.invoke("shop", Buffer.from('{"warmup":true}'));
      assert.deepEqual(JSON.parse(Buffer.from(payload).toString("utf8")), want, place);
    }
  });
});
