import assert from "node:assert/strict";
import { buildFixtures, fixtureZip } from "./fixtures.js";
import { call, emulatorForEach, functionConfig } from "./harness.js";

describe("smoke", () => {
  buildFixtures("lambda", "fc", "lambdaurl", "hello");
  const emulator = emulatorForEach();
  it("hello", async () => {
    const e = await emulator();
    const { url } = await e.deploy(functionConfig(), await fixtureZip("hello"));
    console.log((await call(url, "/?name=x")));
    console.log((await call(url, "/?name=x")).text);
    console.log(await e.status(), await e.calls("shop"));
    for await (const line of e.logs("shop", {follow: false})) console.log(line);
  });
  it("lambdaurl", async () => {
    const e = await emulator();
    const { url } = await e.deploy(functionConfig({http: {stream: true}}), await fixtureZip("lambdaurl"));
    console.log((await call(url, "/count")));
    console.log((await call(url, "/echo?q=1", {method: "POST", body: "xx", headers: {cookie: "who=me"}})).text);
    for await (const line of e.logs("shop", {follow: false})) console.log(line);
  });
  it("fc", async () => {
    const e = await emulator();
    const { url } = await e.deploy(functionConfig({contract: "fc"}), await fixtureZip("fc"));
    console.log((await call(url, "/x?q=1", {method: "POST", body: "hi"})));
    console.log((await e.invoke("shop", Buffer.from("hey"))).payload.toString());
    for await (const line of e.logs("shop", {follow: false})) console.log(line);
  });
});
