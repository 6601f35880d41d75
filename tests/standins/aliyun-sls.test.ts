import assert from "node:assert/strict";
import { Services, twice } from "./aliyun-services.js";

import type { Props } from "./wire.js";

describe("slsKinds", () => {
  const services = new Services();
  const project = (changes: Props = {}) => services.create("Project", { projectName: "logs", ...changes });
  const store = (changes: Props = {}) =>
    services.create("Store", { projectName: "logs", logstoreName: "api", ...changes });
  const index = (changes: Props = {}) =>
    services.create("StoreIndex", { project: "logs", logstore: "api", fullText: { token: " " }, ...changes });

  const refused: [title: string, work: () => Promise<unknown>, message: string][] = [
    [
      "a project in upper case",
      () => project({ projectName: "Logs" }),
      "ParameterInvalid: The project name Logs is invalid",
    ],
    ["a project that exists", () => twice(project), "ProjectAlreadyExist: project logs already exists"],
    ["a store without its project", () => store(), "ProjectNotExist: The Project does not exist : logs"],
    [
      "a store that exists",
      async () => {
        await project();
        await twice(store);
      },
      "LogStoreAlreadyExist: logstore api already exists",
    ],
    [
      "a store whose name has a dot",
      async () => {
        await project();
        await store({ logstoreName: "a.b" });
      },
      "ParameterInvalid: logstore name a.b is invalid",
    ],
    [
      "to keep logs for too long",
      async () => {
        await project();
        await store({ retentionPeriod: 3651 });
      },
      "ParameterInvalid: ttl 3651 is invalid",
    ],
    ["an index without its project", () => index(), "ProjectNotExist: The Project does not exist : logs"],
    [
      "an index without its store",
      async () => {
        await project();
        await index();
      },
      "LogStoreNotExist: logstore api does not exist",
    ],
    [
      "an index of nothing",
      () => index({ fullText: undefined }),
      "At least one of the 'full_text' and 'field_search' should be specified.",
    ],
    [
      "an index that exists",
      async () => {
        await project();
        await store();
        await twice(index);
      },
      "There is aleady existing an index in the store api. Please import it using id 'logs:api'.",
    ],
  ];
  for (const [title, work, message] of refused) {
    it(`refuse ${title}`, async () => {
      assert.equal(await services.words(work()), message);
    });
  }

  const sequences: [title: string, work: () => Promise<unknown>, ...calls: string[]][] = [
    [
      "create a project",
      project,
      "log:CreateProject logs",
      "log:GetProject logs",
      "log:ListTagResources logs",
      "log:GetProjectPolicy logs",
    ],
    [
      "create a store",
      async () => {
        await services.silently(project);
        await store();
      },
      "log:CreateLogStore logs:api",
      "log:GetLogStoreMeteringMode logs:api",
      "log:GetLogStore logs:api",
      "log:GetLogStoreMeteringMode logs:api",
      "log:GetLogStore logs:api",
      "log:ListShards logs:api",
    ],
    [
      "create an index",
      async () => {
        await services.silently(project);
        await services.silently(store);
        await index();
      },
      "log:GetLogStore logs:api",
      "log:GetIndex logs:api",
      "log:CreateIndex logs:api",
      "log:GetIndex logs:api",
    ],
  ];
  for (const [title, work, ...calls] of sequences) {
    it(`${title} by the provider's calls`, async () => {
      await work();
      assert.deepEqual(services.calls, calls);
    });
  }

  it("drop stores and their indexes with the project", async () => {
    const made = await project();
    await store();
    await index();
    await services.remove("Project", made);
    assert.deepEqual(services.account.contents, []);
  });

  it("tell that a project or a store to be removed is gone", async () => {
    const [owner, owned] = [await project(), await store()];
    await services.remove("Store", owned);
    assert.equal(
      await services.words(services.remove("Store", owned)),
      "LogStoreNotExist: logstore api does not exist",
    );
    await services.remove("Project", owner);
    assert.equal(
      await services.words(services.remove("Project", owner)),
      "ProjectNotExist: The Project does not exist : logs",
    );
  });

  it("update a store as a whole, and its metering apart", async () => {
    await project();
    const made = await store();
    services.journal.clear();
    await services.update("Store", made, { retentionPeriod: 7 });
    await services.update("Store", made, { meteringMode: "ChargeByDataIngest" });
    assert.deepEqual(services.writes, [
      "log:UpdateLogStore logs:api",
      "log:UpdateLogStoreMeteringMode logs:api",
    ]);
  });

  it("want to remove an index's length that only the service knows, over and over", async () => {
    await project();
    await store();
    const made = await index();
    assert.equal(made.outputs["maxTextLen"], 2048);
    const again = await services.update("StoreIndex", made, {});
    assert.equal(again.outputs["maxTextLen"], 2048);
    assert.deepEqual(services.writes.slice(-1), ["log:UpdateIndex logs:api"]);
    const settled = await services.update("StoreIndex", again, { maxTextLen: 2048 });
    services.journal.clear();
    assert.deepEqual(services.plan("StoreIndex", settled), []);
  });

  it("remove an index that is gone without a word", async () => {
    await project();
    await store();
    const made = await index();
    await services.remove("StoreIndex", made);
    services.journal.clear();
    await services.remove("StoreIndex", made);
    assert.deepEqual(services.calls, ["log:GetIndex logs:api"]);
  });
});
