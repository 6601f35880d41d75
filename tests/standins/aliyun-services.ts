import assert from "node:assert/strict";
import { StandinAliyun } from "./aliyun/standin-aliyun.js";
import { ApiError } from "./api-error.js";
import { ProviderCustomer, type Resource } from "./customer.js";
import type { Provider } from "./provider.js";

const types = {
  Role: "alicloud:ram/role:Role",
  Policy: "alicloud:ram/policy:Policy",
  RolePolicyAttachment: "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
  Bucket: "alicloud:oss/bucket:Bucket",
  BucketObject: "alicloud:oss/bucketObject:BucketObject",
  Project: "alicloud:log/project:Project",
  Store: "alicloud:log/store:Store",
  StoreIndex: "alicloud:log/storeIndex:StoreIndex",
} as const;
type TypeName = keyof typeof types;

/** An account for each test of a suite, with OSS, RAM and SLS. */
export class Services extends ProviderCustomer<TypeName> {
  #standin: StandinAliyun | undefined;

  constructor() {
    super(types);
    beforeEach(async () => {
      this.#standin = await StandinAliyun.start();
    });
    afterEach(() => this.standin.stop());
  }

  get standin(): StandinAliyun {
    assert.ok(this.#standin);
    return this.#standin;
  }

  get account() {
    return this.standin.account;
  }

  get journal() {
    return this.standin.journal;
  }

  get writes() {
    return this.standin.writes;
  }

  get calls(): string[] {
    return this.standin.calls.map(({ action, target }) => `${action} ${target}`);
  }

  protected provider(): Provider {
    return this.standin.provider();
  }

  /** What is done before the journal is looked at. */
  async silently(work: () => Promise<Resource>): Promise<Resource> {
    const made = await work();
    this.standin.journal.clear();
    return made;
  }

  /** What an update without changes by the program would change. */
  plan(type: TypeName, { inputs, outputs }: Resource): string[] {
    const { changes } = this.provider().diff(this.urn(type), outputs, inputs);
    return changes.map(({ path }) => path);
  }

  /** Why something was refused, in the service's own words if it was by the service. */
  async words(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => assert.fail("It was not refused."),
      (reason) => reason,
    );
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      if (cause instanceof ApiError) return `${cause.code}: ${cause.message}`;
    }
    return String(error instanceof Error ? error.message : error);
  }
}

/** For what can be there only once. */
export async function twice(work: () => Promise<unknown>): Promise<void> {
  await work();
  await work();
}
