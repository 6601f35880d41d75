import assert from "node:assert/strict";
import { MalformedAnswer, toHttpAnswer } from "../../emulator/function-url-response.js";

const json = ["content-type", "application/json"];

describe("toHttpAnswer", () => {
  const answers = [
    {
      title: "an object without a status",
      payload: '{"a": 1}',
      status: 200,
      headers: json,
      body: '{"a": 1}',
    },
    { title: "a string", payload: '"Hello, world!"', status: 200, headers: json, body: '"Hello, world!"' },
    { title: "a list", payload: "[1, 2]", status: 200, headers: json, body: "[1, 2]" },
    { title: "null", payload: "null", status: 200, headers: json, body: "null" },
    { title: "a status alone", payload: '{"statusCode": 204}', status: 204, headers: json, body: "" },
    { title: "a status as text", payload: '{"statusCode": "201"}', status: 201, headers: json, body: "" },
    { title: "a body", payload: '{"statusCode": 200, "body": "hé"}', status: 200, headers: json, body: "hé" },
    {
      title: "a body in base64",
      payload: '{"statusCode": 200, "body": "aMOp", "isBase64Encoded": true}',
      status: 200,
      headers: json,
      body: "hé",
    },
    { title: "no body", payload: '{"statusCode": 200, "body": null}', status: 200, headers: json, body: "" },
    {
      title: "headers and cookies",
      payload:
        '{"statusCode": 302, "headers": {"Location": "/x", "Content-Type": "text/plain", "X-Count": 3, "X-Ok": true}, "cookies": ["a=1; Path=/", "b=2"]}',
      status: 302,
      headers: ["location", "/x", "content-type", "text/plain", "x-count", "3", "x-ok", "true"].concat(
        "set-cookie",
        "a=1; Path=/",
        "set-cookie",
        "b=2",
      ),
      body: "",
    },
    {
      title: "headers that are the connection's",
      payload:
        '{"statusCode": 200, "headers": {"Content-Length": "7", "Transfer-Encoding": "chunked", "Connection": "close"}}',
      status: 200,
      headers: json,
      body: "",
    },
  ];
  for (const { title, payload, status, headers, body } of answers) {
    it(`understands ${title}`, () => {
      const answer = toHttpAnswer(Buffer.from(payload));
      assert.deepEqual({ ...answer, body: String(answer.body) }, { statusCode: status, headers, body });
    });
  }

  const refused = [
    { title: "what is no JSON", payload: "<html>", message: "The answer of a function must be JSON." },
    { title: "nothing", payload: "", message: "The answer of a function must be JSON." },
    {
      title: "a status out of range",
      payload: '{"statusCode": 99}',
      message: '"statusCode" must be 200-599, got 99.',
    },
    {
      title: "a status that is none",
      payload: '{"statusCode": "ok"}',
      message: '"statusCode" must be 200-599, got "ok".',
    },
    {
      title: "a body that is an object",
      payload: '{"statusCode": 200, "body": {}}',
      message: '"body" must be a string.',
    },
    {
      title: "headers in a list",
      payload: '{"statusCode": 200, "headers": ["a"]}',
      message: '"headers" must be an object of strings.',
    },
    {
      title: "a header name with a space",
      payload: '{"statusCode": 200, "headers": {"a b": "c"}}',
      message: '"headers" holds "a b", which is no header name.',
    },
    {
      title: "a header with a line break",
      payload: '{"statusCode": 200, "headers": {"a": "b\\r\\nc: d"}}',
      message: 'The header "a" holds a character that no header can.',
    },
    {
      title: "a header that is a list",
      payload: '{"statusCode": 200, "headers": {"a": ["b"]}}',
      message: 'The header "a" must be a string.',
    },
    {
      title: "cookies in a string",
      payload: '{"statusCode": 200, "cookies": "a=1"}',
      message: '"cookies" must be a list of strings.',
    },
  ];
  for (const { title, payload, message } of refused) {
    it(`refuses ${title}`, () => {
      assert.throws(
        () => toHttpAnswer(Buffer.from(payload)),
        (error) => {
          assert.ok(error instanceof MalformedAnswer);
          assert.equal(error.message, message);
          return true;
        },
      );
    });
  }
});
