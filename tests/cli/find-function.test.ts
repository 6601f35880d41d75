import assert from "node:assert/strict";
import { findFunction } from "../../cli/find-function.js";
import type { FunctionStatus } from "../../emulator/function-config.js";

function deployed(name: string, shortName: string): FunctionStatus {
  return {
    name,
    version: "1",
    url: "http://127.0.0.1:1/",
    contract: "lambda",
    kind: "zip",
    sha256: "ab",
    isolation: "none",
    warmTarget: 0,
    instances: { starting: 0, idle: 0, busy: 0 },
    tags: { "goserverless:name": shortName },
  };
}

const functions = [
  deployed("hello-dev", "hello"),
  deployed("hello-staging", "hello"),
  deployed("api-dev", "api"),
  deployed("api", "other"),
  deployed("worker-dev", "worker"),
];

describe("findFunction", () => {
  const found = [
    { title: "by its full name", name: "hello-dev", expected: "hello-dev" },
    { title: "by a short name that only it has", name: "worker", expected: "worker-dev" },
    { title: "by its full name before another one's short name", name: "api", expected: "api" },
  ];
  for (const { title, name, expected } of found) {
    it(`finds a function ${title}`, () => {
      assert.equal(findFunction(functions, name).name, expected);
    });
  }

  const refused = [
    {
      title: "a short name of several functions",
      deployed: functions,
      name: "hello",
      message: '"hello" is 2 functions: hello-dev, hello-staging. Use the full name.',
    },
    {
      title: "an unknown name",
      deployed: functions,
      name: "nope",
      message: '"nope" is not deployed. Deployed: hello-dev, hello-staging, api-dev, api, worker-dev.',
    },
    {
      title: "any name when nothing is deployed",
      deployed: [],
      name: "hello",
      message: '"hello" is not deployed, nor is anything else. Deploy it with "pulumi up".',
    },
  ];
  for (const { title, deployed, name, message } of refused) {
    it(`refuses ${title}`, () => {
      assert.throws(() => findFunction(deployed, name), { name: "CommandError", message });
    });
  }
});
