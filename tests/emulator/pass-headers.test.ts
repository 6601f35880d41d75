import assert from "node:assert/strict";
import { passedRequestHeaders, passedResponseHeaders } from "../../emulator/pass-headers.js";

describe("passedRequestHeaders", () => {
  it("leaves names, order and repetition as they were", () => {
    const headers = ["Host", "a", "X-B", "1", "x-b", "2", "Transfer-Encoding", "chunked"];
    assert.deepEqual(passedRequestHeaders(headers), headers);
  });

  it("holds back what is the connection's or the gateway's", () => {
    const headers = [
      "Connection",
      "close",
      "Expect",
      "100-continue",
      "X-Fc-Request-Id",
      "mine",
      "Accept",
      "*/*",
    ];
    assert.deepEqual(passedRequestHeaders(headers), ["Accept", "*/*"]);
  });
});

describe("passedResponseHeaders", () => {
  it("holds back what is the connection's", () => {
    const headers = ["Transfer-Encoding", "chunked", "Keep-Alive", "timeout=5", "X-Fc-Status", "404"];
    assert.deepEqual(passedResponseHeaders(headers), ["X-Fc-Status", "404"]);
  });
});
