import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { EmulatorStatus } from "../../emulator/client.js";
import { toStatusText } from "../../report/status-text.js";

const status: EmulatorStatus = {
  pid: 4711,
  version: "0.1.0",
  functions: [
    {
      name: "hello-dev",
      version: "12",
      url: "http://127.0.0.1:41233/",
      contract: "lambda",
      kind: "zip",
      sha256: "ab",
      isolation: "none",
      warmTarget: 0,
      instances: { starting: 0, idle: 0, busy: 0 },
      tags: {},
    },
    {
      name: "api",
      version: "3",
      url: "http://127.0.0.1:8080/",
      contract: "fc",
      kind: "image",
      sha256: "cd",
      isolation: "root",
      warmTarget: 20,
      instances: { starting: 1, idle: 19, busy: 2 },
      tags: {},
    },
  ],
};

describe("toStatusText", () => {
  it("shows the process, then a line for each function", () => {
    assert.equal(
      toStatusText(status, { colors: false }),
      `The local cloud is running: process 4711, goserverless 0.1.0.

  NAME       VERSION  URL                      CODE             WARM  INSTANCES
  hello-dev       12  http://127.0.0.1:41233/  zip                 0  none
  api              3  http://127.0.0.1:8080/   image, own root    20  1 starting, 19 idle, 2 busy
`,
    );
  });

  it("says where an image has no root of its own", () => {
    const functions = status.functions.map((each) => ({ ...each, isolation: "none" as const }));
    const [, , , zip, image] = toStatusText({ ...status, functions }, { colors: false }).split("\n");
    assert.equal(zip, "  hello-dev       12  http://127.0.0.1:41233/  zip                    0  none");
    assert.equal(
      image,
      "  api              3  http://127.0.0.1:8080/   image, no own root    20  1 starting, 19 idle, 2 busy",
    );
  });

  it("says so when nothing is deployed", () => {
    assert.equal(
      toStatusText({ ...status, functions: [] }, { colors: false }),
      "The local cloud is running: process 4711, goserverless 0.1.0.\n\n  Nothing is deployed.\n",
    );
  });

  it("keeps the same text under its colours", () => {
    const colored = toStatusText(status, { colors: true });
    assert.equal(stripVTControlCharacters(colored), toStatusText(status, { colors: false }));
    assert.ok(colored.includes("\u001b[1mhello-dev\u001b[22m"));
  });
});
