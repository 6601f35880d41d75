import assert from "node:assert/strict";
import { toFunctionUrlEvent, type UrlRequest } from "../../emulator/function-url-event.js";

const request: UrlRequest = {
  functionName: "shop",
  requestId: "5bbd0e3e-fe7a-4299-9076-32d4de45391b",
  traceId: "Root=1-643eccfa-6c28925c2b24524664087aaa",
  method: "GET",
  target: "/",
  headers: { host: "127.0.0.1:8080" },
  sourceIp: "127.0.0.1",
  port: 8080,
  body: undefined,
  receivedAt: Date.parse("2026-03-09T08:05:02.123Z"),
};

type Event = Record<string, unknown> & {
  headers: Record<string, string>;
  requestContext: Record<string, unknown>;
};

function eventOf(changes: Partial<UrlRequest>): Event {
  return JSON.parse(JSON.stringify(toFunctionUrlEvent({ ...request, ...changes })));
}

describe("toFunctionUrlEvent", () => {
  it("makes the event of a request with everything in it", () => {
    const event = eventOf({
      method: "POST",
      target: "/hello?hello=world&foo=bar",
      headers: {
        host: "127.0.0.1:8080",
        "content-type": "application/json",
        cookie: "foo=bar; hello=hello",
        header2: "h1, h2",
        "user-agent": "curl/8.5.0",
      },
      body: Buffer.from('{"hello": "wörld"}'),
    });
    assert.deepEqual(event, {
      version: "2.0",
      routeKey: "$default",
      rawPath: "/hello",
      rawQueryString: "hello=world&foo=bar",
      cookies: ["foo=bar", "hello=hello"],
      headers: {
        host: "127.0.0.1:8080",
        "content-type": "application/json",
        cookie: "foo=bar; hello=hello",
        header2: "h1, h2",
        "user-agent": "curl/8.5.0",
        "x-amzn-trace-id": "Root=1-643eccfa-6c28925c2b24524664087aaa",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "8080",
        "x-forwarded-proto": "http",
      },
      queryStringParameters: { hello: "world", foo: "bar" },
      requestContext: {
        accountId: "anonymous",
        apiId: "shop",
        domainName: "127.0.0.1:8080",
        domainPrefix: "shop",
        http: {
          method: "POST",
          path: "/hello",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "curl/8.5.0",
        },
        requestId: "5bbd0e3e-fe7a-4299-9076-32d4de45391b",
        routeKey: "$default",
        stage: "$default",
        time: "09/Mar/2026:08:05:02 +0000",
        timeEpoch: 1773043502123,
      },
      body: '{"hello": "wörld"}',
      isBase64Encoded: false,
    });
  });

  it("leaves out what a request does not have", () => {
    const event = eventOf({});
    assert.deepEqual(Object.keys(event).sort(), [
      "headers",
      "isBase64Encoded",
      "rawPath",
      "rawQueryString",
      "requestContext",
      "routeKey",
      "version",
    ]);
  });

  it("joins what occurs more than once with commas", () => {
    const event = eventOf({
      target: "/?a=1&a=2&b=x%20y+z&__proto__=p",
      headers: { "set-cookie": ["one", "two"], accept: "text/html, text/plain" },
    });
    const query = event["queryStringParameters"];
    assert.deepEqual(query, JSON.parse('{"a": "1,2", "b": "x y z", "__proto__": "p"}'));
    assert.equal(event.headers["set-cookie"], "one,two");
    assert.equal(event.headers["accept"], "text/html, text/plain");
  });

  it("leaves path and query as they came", () => {
    const event = eventOf({ target: "/a%2Fb/ö?q=%20%2B&x" });
    assert.equal(event["rawPath"], "/a%2Fb/ö");
    assert.equal(event["rawQueryString"], "q=%20%2B&x");
    assert.deepEqual(event["queryStringParameters"], { q: " +", x: "" });
  });

  it("keeps the headers of the connection to itself", () => {
    const headers = {
      connection: "keep-alive",
      "transfer-encoding": "chunked",
      expect: "100-continue",
      accept: "*/*",
    };
    assert.deepEqual(Object.keys(eventOf({ headers }).headers).sort(), [
      "accept",
      "x-amzn-trace-id",
      "x-forwarded-for",
      "x-forwarded-port",
      "x-forwarded-proto",
    ]);
  });

  it("adds the caller to those who forwarded before", () => {
    const headers = { "x-forwarded-for": "192.0.2.1" };
    assert.equal(eventOf({ headers }).headers["x-forwarded-for"], "192.0.2.1, 127.0.0.1");
  });

  const bodies: { title: string; type?: string; text: boolean }[] = [
    { title: "text", type: "text/plain", text: true },
    { title: "text with parameters", type: "Text/HTML; charset=utf-8", text: true },
    { title: "JSON", type: "application/json", text: true },
    { title: "JSON of some kind", type: "application/problem+json; v=1", text: true },
    { title: "XML", type: "application/xml", text: true },
    { title: "XML of some kind", type: "image/svg+xml", text: true },
    { title: "JavaScript", type: "application/javascript", text: true },
    { title: "a form", type: "application/x-www-form-urlencoded", text: false },
    { title: "bytes", type: "application/octet-stream", text: false },
    { title: "a type that only begins like JSON", type: "application/json-seq", text: false },
    { title: "no type", text: false },
  ];
  for (const { title, type, text } of bodies) {
    it(`hands ${title} over as ${text ? "text" : "base64"}`, () => {
      const headers = type === undefined ? {} : { "content-type": type };
      const event = eventOf({ headers, body: Buffer.from("<ö>") });
      assert.equal(event["isBase64Encoded"], !text);
      assert.equal(event["body"], text ? "<ö>" : "PMO2Pg==");
    });
  }
});
