import assert from "node:assert/strict";
import { inspect } from "node:util";
import { pushImage } from "../../../../build/oci/registry/push.js";
import { type Call, type Fault, type FaultRegistry, startFaultRegistry } from "./fault-registry.js";
import { pausedClock } from "./paused-clock.js";
import { bytesOf, imageOf } from "./small-image.js";

describe("pushImage, to a registry that wants tokens", () => {
  const credentials = { user: "anna", password: "correct horse" };
  const basic = `Basic ${Buffer.from("anna:correct horse").toString("base64")}`;
  const image = imageOf(bytesOf(1000), bytesOf(1000, 2));
  let registry: FaultRegistry;
  let clock: ReturnType<typeof pausedClock>;
  let issued: string[];
  let valid: string | undefined;

  afterEach(() => registry.close());

  /** @param spoil - What goes wrong before the token is looked at. */
  async function start(
    token: (count: number) => Fault,
    spoil: (call: Call) => Fault | undefined = () => undefined,
  ) {
    issued = [];
    valid = undefined;
    clock = pausedClock();
    registry = await startFaultRegistry({
      fault: (call) => {
        if (call.path.startsWith("/token")) {
          issued.push(call.path);
          valid = `Bearer token-${call.count}`;
          return token(call.count);
        }
        const fault = spoil(call);
        if (fault) return fault;
        const header = `Bearer realm="http://${registry.host}/token",service="registry"`;
        return call.headers.authorization === valid && valid
          ? undefined
          : { status: 401, headers: { "www-authenticate": header } };
      },
    });
  }

  const give = (seconds: number) => (count: number) => ({
    status: 200,
    body: JSON.stringify({ token: `token-${count}`, expires_in: seconds }),
  });
  const push = (to = "shop/api:v1", options = {}) =>
    pushImage(image, `${registry.host}/${to}`, { credentials, clock, parallel: 1, ...options });

  it("asks once for a token for all that is to be done", async () => {
    await start(give(300));
    await push();
    assert.deepEqual(issued, ["/token?service=registry&scope=repository%3Ashop%2Fapi%3Apull%2Cpush"]);
    const [asked] = registry.calls.filter(({ path }) => path.startsWith("/token"));
    assert.equal(asked?.headers.authorization, basic);
    assert.equal(registry.manifests.has("v1"), true);
  });

  it("asks once when several requests wait for the token", async () => {
    await start(give(300));
    await push("shop/api", { parallel: 4 });
    assert.equal(issued.length, 1);
  });

  it("asks for the next token when the clock says that one expires", async () => {
    await start(give(60), ({ method }) => {
      if (method === "POST") clock.advance(56_000);
      return undefined;
    });
    await push();
    // One at the start, and one after each of three blobs was begun.
    assert.equal(issued.length, 4);
    assert.equal(registry.manifests.has("v1"), true);
  });

  it("renews a token that the registry no longer takes in mid-push", async () => {
    await start(give(300), ({ method, path, count }) => {
      if (method === "PUT" && path.includes("/uploads/") && count === 1 && issued.length === 1)
        valid = undefined;
      return undefined;
    });
    await push();
    assert.equal(issued.length, 2);
    assert.equal(registry.manifests.has("v1"), true);
  });

  it("renews a token once for a request, and then gives up", async () => {
    await start(give(300), ({ method }) => {
      if (method === "POST") valid = undefined;
      return undefined;
    });
    const digest = image.layers[0]?.digest;
    await assert.rejects(push(), {
      message: `The registry ${registry.host} refused the blob ${digest} of shop/api with status 401. Check that user and password are right and may push there.`,
    });
    assert.equal(issued.length, 2);
    assert.equal(registry.manifests.size, 0);
  });

  it("does not say a token or password that the registry repeats", async () => {
    await start(give(300), ({ method, headers }) =>
      method === "POST"
        ? {
            status: 403,
            body: JSON.stringify({
              errors: [{ code: "DENIED", message: `${headers.authorization} ${basic} correct horse` }],
            }),
          }
        : undefined,
    );
    await assert.rejects(push(), (error) => {
      assert.ok(error instanceof Error);
      assert.equal(
        error.message,
        `The registry ${registry.host} refused the blob ${image.layers[0]?.digest} of shop/api with status 403: DENIED: Bearer [secret] Basic [secret] [secret]. Give a user that may push there.`,
      );
      assert.doesNotMatch(inspect(error, { depth: 10 }), /token-1|horse/);
      return true;
    });
  });

  const refusals: [title: string, token: Fault, message: string][] = [
    [
      "refuses the login",
      { status: 401 },
      "The registry HOST refused the user or password. Check that they are right and have not expired.",
    ],
    [
      "gives none",
      { status: 200, body: "{}" },
      "The registry HOST gave no token to log in with. Check that it is a registry.",
    ],
    [
      "gives one with a line break",
      { status: 200, body: '{"token":"a\\r\\nb: c"}' },
      "The registry HOST gave no token to log in with. Check that it is a registry.",
    ],
  ];
  for (const [title, token, message] of refusals) {
    it(`ends when the server of tokens ${title}`, async () => {
      await start(() => token);
      await assert.rejects(push(), { name: "BuildError", message: message.replace("HOST", registry.host) });
    });
  }

  it("asks again, after a pause, when the server of tokens fails for now", async () => {
    await start((count) => (count < 3 ? { status: 503 } : give(300)(count)));
    await push();
    assert.equal(registry.manifests.has("v1"), true);
    assert.deepEqual(clock.pausesMs, [1000, 2000]);
  });

  it("ends when a token needs a login and there is none", async () => {
    await start(() => ({ status: 401 }));
    await assert.rejects(pushImage(image, `${registry.host}/shop/api`, { clock }), {
      message: `The registry ${registry.host} needs a user and password. Give them as credentials.`,
    });
  });

  const realms: [realm: string, message: string][] = [
    [
      "http://192.0.2.1/token",
      "The registry HOST leads to 192.0.2.1 over plain HTTP, which is for loopback alone. Set up TLS there.",
    ],
    [
      "nowhere",
      "The registry HOST asks for a way to log in that is neither Basic nor Bearer. Check that it is a registry.",
    ],
  ];
  for (const [realm, message] of realms) {
    it(`does not send a password to ${realm}`, async () => {
      const header = `Bearer realm="${realm}"`;
      await start(give(1), () => ({ status: 401, headers: { "www-authenticate": header } }));
      await assert.rejects(push(), { name: "BuildError", message: message.replace("HOST", registry.host) });
    });
  }

  it("does not send a token to where an upload is to go on", async () => {
    const storage = await startFaultRegistry({ fault: () => ({ status: 201 }) });
    try {
      await start(give(300), ({ method, headers }) =>
        method === "POST" && headers.authorization === valid
          ? { status: 202, headers: { location: `http://${storage.host}/upload?key=1` } }
          : undefined,
      );
      await push();
      assert.deepEqual(
        storage.calls.map(({ method, path, headers }) => [method, path.slice(0, 20), headers.authorization]),
        [
          ["PUT", "/upload?key=1&digest", undefined],
          ["PUT", "/upload?key=1&digest", undefined],
          ["PUT", "/upload?key=1&digest", undefined],
        ],
      );
    } finally {
      await storage.close();
    }
  });

  it("refuses a user that cannot be sent", async () => {
    await start(give(1));
    await assert.rejects(push("shop/api", { credentials: { user: "a:b", password: "c" } }), {
      message:
        'A registry\'s user must not hold ":", which ends it. Check that user and password are not mixed up.',
    });
  });
});
