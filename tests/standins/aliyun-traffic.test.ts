import assert from "node:assert/strict";
import { call } from "../emulator/harness.js";
import { Customer, words } from "./aliyun-customer.js";
import type { Props } from "./wire.js";

describe("calls of functions on Aliyun", () => {
  const customer = new Customer();

  describe("a trigger", () => {
    beforeEach(() => customer.function());
    const statuses = async (url: string, ...headers: Record<string, string>[]) => {
      const answers = await Promise.all(headers.map((each) => call(url, "/pid", { headers: each })));
      return answers.map(({ status }) => status);
    };

    it("answer only signed calls when it says so", async () => {
      const url = customer.localUrl(await customer.trigger({}, { authType: "function" }));
      assert.deepEqual(await statuses(url, {}, { authorization: "acs x:y" }), [403, 200]);
    });

    it("answer nobody when the public URL is off", async () => {
      const url = customer.localUrl(await customer.trigger({}, { disableURLInternet: true }));
      assert.deepEqual(await statuses(url, {}), [403]);
    });

    it("answer the methods of the trigger", async () => {
      const url = customer.localUrl(await customer.trigger({}, { methods: ["GET"] }));
      assert.equal((await call(url, "/", { method: "POST" })).status, 405);
    });

    it("answer a browser's question before a call, signed or not", async () => {
      const corsConfig = { allowOrigins: ["https://shop.example"], allowMethods: ["GET"], maxAge: 60 };
      const url = customer.localUrl(await customer.trigger({}, { authType: "function", corsConfig }));
      const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };
      const asked = await call(url, "/", { method: "OPTIONS", headers });
      assert.deepEqual(
        [asked.status, asked.headers["access-control-allow-origin"], asked.headers["access-control-max-age"]],
        [200, "https://shop.example", "60"],
      );
      const answered = await call(url, "/", { headers: { ...headers, authorization: "acs x:y" } });
      assert.equal(answered.headers["access-control-allow-origin"], "https://shop.example");
    });

    it("have other rules once the trigger changed", async () => {
      const trigger = await customer.trigger();
      const url = customer.localUrl(trigger);
      const triggerConfig = '{"authType":"function"}';
      await customer.update("V3Trigger", trigger, { triggerConfig });
      assert.deepEqual(await statuses(url, {}), [403]);
    });

    const wrong: [title: string, changes: Props, config: Props, message: string][] = [
      ["that exists", {}, {}, "TriggerAlreadyExists: trigger 'http' of function 'api' already exists"],
      [
        "besides one for HTTP",
        { triggerName: "other" },
        {},
        "TriggerAlreadyExists: qualifier 'LATEST' of function 'api' has an HTTP trigger",
      ],
      [
        "of an alias that is not there",
        { triggerName: "other", qualifier: "live" },
        {},
        "AliasNotFound: alias 'live' of function 'api' does not exist",
      ],
      [
        "with another authorization",
        { triggerName: "other", qualifier: "1" },
        { authType: "iam" },
        "InvalidArgument: authType 'iam' must be anonymous, function or jwt",
      ],
      [
        "with other methods",
        { triggerName: "other", qualifier: "1" },
        { methods: ["GET", "TRACE"] },
        "InvalidArgument: methods TRACE are not supported",
      ],
      [
        "without a configuration",
        { triggerName: "other", qualifier: "1", triggerConfig: "[]" },
        {},
        "InvalidArgument: triggerConfig must be a JSON object",
      ],
    ];
    for (const [title, changes, config, message] of wrong) {
      it(`refuse one ${title}`, async () => {
        await customer.version();
        await customer.trigger();
        assert.equal(await words(customer.trigger(changes, config)), message);
        assert.equal(customer.api.triggers.size, 1);
      });
    }
  });

  describe("with versions", () => {
    beforeEach(async () => {
      const fn = await customer.function({ environmentVariables: { EDITION: "1" } });
      await customer.version();
      await customer.update("V3Function", fn, { environmentVariables: { EDITION: "2" } });
      await customer.version("second");
    });
    const edition = async (url: string) => /EDITION=(\d)/.exec((await call(url, "/environment")).text)?.[1];

    it("keep them as they were", async () => {
      const [first, second] = await Promise.all(
        ["1", "2"].map((qualifier) => customer.trigger({ triggerName: `http${qualifier}`, qualifier })),
      );
      assert.ok(first && second);
      assert.deepEqual(
        [await edition(customer.localUrl(first)), await edition(customer.localUrl(second))],
        ["1", "2"],
      );
    });

    it("answer through an alias, wherever it points to", async () => {
      const alias = await customer.alias("1");
      const url = customer.localUrl(await customer.trigger({ qualifier: "live" }));
      assert.equal(await edition(url), "1");
      const moved = await customer.update("V3Alias", alias, { versionId: "2" });
      assert.equal(await edition(url), "2");
      await customer.update("V3Alias", moved, { additionalVersionWeight: { 1: 1 } });
      assert.equal(await edition(url), "1");
    });

    const wrong: [title: string, work: () => Promise<unknown>, message: string][] = [
      [
        "an alias that exists",
        async () => {
          await customer.alias();
          await customer.alias();
        },
        "AliasAlreadyExists: alias 'live' of function 'api' already exists",
      ],
      [
        "an alias named LATEST",
        () => customer.alias("1", { aliasName: "LATEST" }),
        "InvalidArgument: alias name 'LATEST' must have letters, digits, '_' and '-', and not be a version or LATEST",
      ],
      [
        "an alias of a version that is not there",
        () => customer.alias("7"),
        "VersionNotFound: version '7' of function 'api' does not exist",
      ],
      [
        "a weight of a version that is not there",
        () => customer.alias("1", { additionalVersionWeight: { 7: 0.5 } }),
        "VersionNotFound: version '7' of function 'api' does not exist",
      ],
      [
        "weights of two versions",
        () => customer.alias("1", { additionalVersionWeight: { 2: 0.1, 3: 0.1 } }),
        "InvalidArgument: additionalVersionWeight must have one version at most",
      ],
      [
        "a weight of more than one",
        () => customer.alias("1", { additionalVersionWeight: { 2: 1.5 } }),
        "InvalidArgument: weight 1.5 of version '2' must be between 0 and 1",
      ],
      [
        "a weight of the version itself",
        () => customer.alias("1", { additionalVersionWeight: { 1: 0.5 } }),
        "InvalidArgument: version '1' is already the alias's own",
      ],
      [
        "to delete what an alias points to",
        async () => {
          await customer.alias("1", { additionalVersionWeight: { 2: 0.5 } });
          await customer.remove("V3FunctionVersion", { id: "api:2", outputs: {} });
        },
        "InvalidArgument: version '2' is used by alias 'live'",
      ],
    ];
    for (const [title, work, message] of wrong) {
      it(`refuse ${title}`, async () => assert.equal(await words(work()), message));
    }

    it("go with them, unless the rules say otherwise", async () => {
      const fn = { id: "api", outputs: {} };
      customer.rules = { versionsBlockDelete: true };
      assert.equal(
        await words(customer.remove("V3Function", fn)),
        "VersionExist: function 'api' has versions",
      );
      customer.rules = { versionsBlockDelete: false };
      await customer.remove("V3Function", fn);
      assert.deepEqual(customer.aliyun.account.contents, []);
    });
  });
});
