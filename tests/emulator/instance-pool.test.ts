import assert from "node:assert/strict";
import { InstancePool } from "../../emulator/instance-pool.js";
import type { Grant, PoolOptions } from "../../emulator/pool-options.js";
import { FakeClock } from "./fake-clock.js";
import { FakeInstance } from "./fake-instance.js";

type FakeGrant = Grant<FakeInstance>;

/** Lets promises that are settled call back. */
async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function setUp(changes: Partial<PoolOptions<FakeInstance>> = {}) {
  const started: FakeInstance[] = [];
  const clock = new FakeClock("2026-11-23T08:00:00Z");
  const pool = new InstancePool<FakeInstance>({
    start: (provisioned) => {
      const instance = new FakeInstance(provisioned);
      started.push(instance);
      return instance;
    },
    callsPerInstance: 1,
    warmTarget: () => 0,
    idleMs: () => 60_000,
    settleMs: 100,
    clock,
    ...changes,
  });
  pool.open(0);
  return { pool, started, clock };
}

type Setting = ReturnType<typeof setUp>;

/** The nth instance that was started, from 1. */
function nth({ started }: Setting, number: number): FakeInstance {
  const instance = started[number - 1];
  assert.ok(instance, `There is no instance ${number}.`);
  return instance;
}

/** Has some instances that had a call before. */
async function withIdle(setting: Setting, count: number): Promise<void> {
  const grants = Array.from({ length: count }, () => setting.pool.wait());
  for (let ready = 0; ready < count; ready++) {
    nth(setting, ready + 1).becomeReady();
    await turn();
  }
  for (const grant of await Promise.all(grants)) finish(setting, grant);
}

function finish({ pool }: Setting, { member }: FakeGrant): void {
  pool.answered(member);
  pool.release(member);
}

describe("InstancePool", () => {
  describe("with calls", () => {
    it("starts an instance for a call that finds none, and calls it cold", async () => {
      const setting = setUp();
      assert.equal(setting.pool.take(), undefined);
      const grant = setting.pool.wait();
      nth(setting, 1).becomeReady();
      assert.equal((await grant).cold, true);
      assert.equal((await grant).member.instance, nth(setting, 1));
      assert.equal(nth(setting, 1).provisioned, false);
    });

    it("gives the instance that was used last to the next call", async () => {
      const setting = setUp();
      await withIdle(setting, 2);
      const grant = setting.pool.take();
      assert.equal(grant?.member.instance, nth(setting, 2));
      assert.equal(grant?.cold, false);
      assert.equal(setting.started.length, 2);
    });

    it("gives a call that waits the first instance that gets free", async () => {
      const setting = setUp();
      await withIdle(setting, 1);
      const first = setting.pool.take();
      assert.ok(first);
      const second = setting.pool.wait();
      assert.equal(setting.started.length, 2);
      finish(setting, first);
      assert.equal((await second).member.instance, nth(setting, 1));
      assert.equal((await second).cold, false);
    });

    it("serves the calls that wait in the order in which they came", async () => {
      const setting = setUp();
      const served: number[] = [];
      for (const call of [1, 2, 3]) void setting.pool.wait().then(() => served.push(call));
      for (const number of [3, 1, 2]) {
        nth(setting, number).becomeReady();
        await turn();
      }
      assert.deepEqual(served, [1, 2, 3]);
    });

    it("waits a moment for an instance that has answered rather than start another", async () => {
      const setting = setUp();
      await withIdle(setting, 1);
      const first = setting.pool.take();
      assert.ok(first);
      setting.pool.answered(first.member);
      const second = setting.pool.wait();
      setting.clock.advance(99);
      assert.equal(setting.started.length, 1);
      setting.pool.release(first.member);
      assert.equal((await second).cold, false);
      setting.clock.advance(1000);
      assert.equal(setting.started.length, 1);
    });

    it("starts another when that takes too long", async () => {
      const setting = setUp();
      await withIdle(setting, 1);
      const first = setting.pool.take();
      assert.ok(first);
      setting.pool.answered(first.member);
      const second = setting.pool.wait();
      setting.clock.advance(100);
      nth(setting, 2).becomeReady();
      assert.equal((await second).member.instance, nth(setting, 2));
    });

    it("starts none for calls that wait only a moment each, however many", async () => {
      const setting = setUp();
      await withIdle(setting, 1);
      let grant = setting.pool.take();
      for (let round = 0; round < 50; round++) {
        assert.ok(grant);
        setting.pool.answered(grant.member);
        const next = setting.pool.wait();
        setting.clock.advance(60);
        setting.pool.release(grant.member);
        grant = await next;
      }
      assert.equal(setting.started.length, 1);
    });

    it("gives an instance as many calls at once as it takes", async () => {
      const setting = setUp({ callsPerInstance: 3 });
      const grants = [1, 2, 3].map(() => setting.pool.wait());
      assert.equal(setting.started.length, 1);
      nth(setting, 1).becomeReady();
      await Promise.all(grants);
      assert.equal(setting.pool.take(), undefined);
      void setting.pool.wait();
      assert.equal(setting.started.length, 2);
    });

    it("passes over an instance that has ended a moment ago", async () => {
      const setting = setUp();
      await withIdle(setting, 2);
      nth(setting, 2).alive = false;
      assert.equal(setting.pool.take()?.member.instance, nth(setting, 1));
    });

    it("does not start more than some at once, and the rest as those get ready", async () => {
      const setting = setUp();
      const calls = 200;
      const grants = Array.from({ length: calls }, () => setting.pool.wait());
      const atOnce = setting.started.length;
      assert.ok(atOnce >= 4 && atOnce < calls, `${atOnce} were started at once.`);
      for (let ready = 1; ready <= calls; ready++) {
        nth(setting, ready).becomeReady();
        await turn();
      }
      await Promise.all(grants);
      assert.equal(setting.started.length, calls);
    });

    it("fails the call for which an instance did not start, and starts one for the next", async () => {
      const setting = setUp();
      const first = setting.pool.wait();
      const second = setting.pool.wait();
      nth(setting, 1).failInit("no database");
      await assert.rejects(first, { message: "no database" });
      nth(setting, 2).becomeReady();
      assert.equal((await second).cold, true);
    });
  });

  describe("with warm instances", () => {
    it("starts them before any call", () => {
      const setting = setUp({ warmTarget: () => 3 });
      assert.deepEqual(
        setting.started.map(({ provisioned }) => provisioned),
        [true, true, true],
      );
      assert.deepEqual(setting.pool.counts, { starting: 3, idle: 0, busy: 0 });
    });

    it("replaces one that dies", async () => {
      const setting = setUp({ warmTarget: () => 2 });
      nth(setting, 1).becomeReady();
      nth(setting, 2).becomeReady();
      await turn();
      setting.pool.take();
      nth(setting, 2).die();
      await turn();
      assert.equal(setting.started.length, 3);
    });

    it("tries at once, then more and more seldom, what fails to start", async () => {
      const setting = setUp({ warmTarget: () => 1 });
      const startsAfter = async (ms: number): Promise<number> => {
        nth(setting, setting.started.length).failInit("no database");
        await turn();
        setting.clock.advance(ms);
        return setting.started.length;
      };
      assert.equal(await startsAfter(0), 2);
      assert.equal(await startsAfter(999), 2);
      setting.clock.advance(1);
      assert.equal(setting.started.length, 3);
      assert.equal(await startsAfter(1999), 3);
      setting.clock.advance(1);
      assert.equal(setting.started.length, 4);
    });

    it("does the same with what dies before it had a call", async () => {
      const setting = setUp({ warmTarget: () => 1 });
      for (const number of [1, 2]) {
        nth(setting, number).becomeReady();
        await turn();
        nth(setting, number).die();
        await turn();
        setting.clock.advance(0);
      }
      assert.equal(setting.started.length, 2);
      setting.clock.advance(1000);
      assert.equal(setting.started.length, 3);
    });

    it("follows a target that grows with the load", async () => {
      const setting = setUp({ warmTarget: (busy) => busy + 1 });
      nth(setting, 1).becomeReady();
      await turn();
      setting.pool.take();
      assert.equal(setting.started.length, 2);
      assert.equal(nth(setting, 2).provisioned, true);
    });

    it("starts what is lacking when the target was raised", () => {
      let target = 1;
      const setting = setUp({ warmTarget: () => target });
      target = 4;
      setting.pool.retune();
      assert.equal(setting.started.length, 4);
    });
  });

  describe("with idle instances", () => {
    it("ends each after its time", async () => {
      const setting = setUp();
      await withIdle(setting, 2);
      setting.clock.advance(30_000);
      const grant = setting.pool.take();
      assert.ok(grant);
      finish(setting, grant);
      setting.clock.advance(30_000);
      assert.deepEqual(
        setting.started.map(({ ended }) => ended),
        [true, false],
      );
      setting.clock.advance(30_000);
      assert.deepEqual(
        setting.started.map(({ ended }) => ended),
        [true, true],
      );
      await turn();
      assert.deepEqual(setting.pool.counts, { starting: 0, idle: 0, busy: 0 });
    });

    it("keeps the warm ones, however long", async () => {
      const setting = setUp({ warmTarget: () => 1 });
      await withIdle(setting, 2);
      setting.clock.advance(600_000);
      assert.deepEqual(
        setting.started.map(({ ended }) => ended),
        [true, false],
      );
    });

    it("never ends one with a call", async () => {
      const setting = setUp();
      await withIdle(setting, 1);
      setting.pool.take();
      setting.clock.advance(600_000);
      assert.equal(nth(setting, 1).ended, false);
    });

    it("ends what a lower target leaves over", async () => {
      let target = 2;
      const setting = setUp({ warmTarget: () => target });
      for (const number of [1, 2]) nth(setting, number).becomeReady();
      await turn();
      setting.clock.advance(600_000);
      target = 1;
      setting.pool.retune();
      setting.clock.advance(0);
      assert.deepEqual(
        setting.started.map(({ ended }) => ended),
        [true, false],
      );
    });
  });

  describe("cool", () => {
    it("ends what no call uses, warm ones too, without a refill until the next call", async () => {
      const setting = setUp({ warmTarget: () => 2 });
      for (const number of [1, 2]) nth(setting, number).becomeReady();
      await turn();
      await setting.pool.cool();
      assert.deepEqual(
        setting.started.map(({ ended }) => ended),
        [true, true],
      );
      setting.clock.advance(600_000);
      assert.equal(setting.started.length, 2);
      const grant = setting.pool.wait();
      assert.equal(setting.started.length, 3);
      nth(setting, 3).becomeReady();
      assert.equal((await grant).cold, true);
      await turn();
      assert.equal(setting.started.length, 4);
    });

    it("ends one that has answered and not settled, and leaves one that works", async () => {
      const setting = setUp();
      await withIdle(setting, 2);
      const [answered, working] = [setting.pool.take(), setting.pool.take()];
      assert.ok(answered && working);
      setting.pool.answered(answered.member);
      await setting.pool.cool();
      assert.equal(answered.member.instance.ended, true);
      assert.equal(working.member.instance.ended, false);
    });
  });

  describe("prewarm and open", () => {
    it("has so many ready, of which the warm ones are provisioned", async () => {
      const setting = setUp({ warmTarget: () => 1 });
      await setting.pool.cool();
      const { started } = setting;
      started.length = 0;
      const done = setting.pool.prewarm(2);
      assert.deepEqual(
        started.map(({ provisioned }) => provisioned),
        [true, false],
      );
      for (const instance of started) instance.becomeReady();
      await done;
    });

    it("rejects when one does not start", async () => {
      const setting = setUp();
      const done = setting.pool.prewarm(2);
      nth(setting, 1).failInit("no database");
      await assert.rejects(done, { message: "no database" });
    });

    it("ends the one that was only to show that it starts", async () => {
      const setting = setUp();
      const done = setting.pool.prewarm(1);
      nth(setting, 1).becomeReady();
      await done;
      setting.pool.open(0);
      assert.equal(nth(setting, 1).ended, true);
    });

    it("keeps what the traffic before it had", async () => {
      const setting = setUp();
      const done = setting.pool.prewarm(3);
      for (const instance of setting.started) instance.becomeReady();
      await done;
      setting.pool.open(2);
      assert.deepEqual(
        setting.started.map(({ ended }) => ended),
        [true, false, false],
      );
    });
  });

  describe("recentlyUsed", () => {
    it("counts those that had a call within the idle time", async () => {
      const setting = setUp({ warmTarget: () => 3 });
      for (const number of [1, 2, 3]) nth(setting, number).becomeReady();
      await turn();
      const grants = [setting.pool.take(), setting.pool.take()];
      assert.equal(setting.pool.recentlyUsed, 2);
      for (const grant of grants) if (grant) finish(setting, grant);
      assert.equal(setting.pool.recentlyUsed, 2);
      setting.clock.advance(60_001);
      assert.equal(setting.pool.recentlyUsed, 0);
    });
  });

  describe("recentlyUsed after open", () => {
    it("counts what the version before took, as long as nothing else is known", async () => {
      const setting = setUp();
      setting.pool.open(3);
      assert.equal(setting.pool.recentlyUsed, 3);
      setting.clock.advance(60_001);
      assert.equal(setting.pool.recentlyUsed, 0);
    });
  });

  describe("retire", () => {
    it("lets calls finish, those that wait too, and ends each instance after its last one", async () => {
      const setting = setUp();
      await withIdle(setting, 2);
      const working = setting.pool.take();
      assert.ok(working);
      let retired = false;
      const done = setting.pool.retire().then(() => {
        retired = true;
      });
      await turn();
      assert.equal(nth(setting, 1).ended, true);
      assert.equal(nth(setting, 2).ended, false);
      assert.equal(retired, false);
      const waiting = setting.pool.wait();
      finish(setting, working);
      finish(setting, await waiting);
      await done;
      assert.equal(nth(setting, 2).ended, true);
    });
  });

  describe("close", () => {
    it("fails calls that wait for an instance and ends everything", async () => {
      const setting = setUp();
      const waiting = setting.pool.wait();
      const closed = setting.pool.close();
      await assert.rejects(waiting, { message: "The function is being stopped." });
      await closed;
      assert.equal(nth(setting, 1).ended, true);
    });
  });
});
