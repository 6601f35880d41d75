import type { ApiError } from "./api-error.js";
import type { Kind } from "./kind.js";
import type { Props } from "./wire.js";

/** Where such resources are, each by what makes it unique. */
export interface Records {
  table(type: string): Map<string, Props>;
  /** Throws what the service's own model does not allow. */
  validate?(type: string, props: Props): void;
}

/** A resource that is nothing but data to the service. Of several calls, the first one does it. */
export interface Recorded<P extends Props> {
  readonly create: (props: P) => readonly string[];
  readonly read: readonly string[];
  readonly update?: (changed: ReadonlySet<string>, news: P) => readonly string[];
  readonly remove: readonly string[];
  readonly id: (props: P) => string;
  /** What makes it unique, when that is not the id. */
  readonly key?: (id: string, props: P) => string;
  /** What the service says when there is one already; without it, the new one takes its place. */
  readonly taken?: (props: P) => ApiError;
  /** What the service adds. */
  readonly computed?: (props: P, id: string) => Props;
  /** Throws what the service refuses, on create and on update. */
  readonly check?: (props: P) => void;
  /** Throws what keeps it from being removed. */
  readonly checkRemove?: (props: P) => void;
  /** What the service says when there is none to be removed; without it, gone already is as good. */
  readonly missing?: (props: P) => ApiError;
  /** What goes with it. */
  readonly removed?: (props: P) => void;
  readonly keep?: (props: P) => boolean;
  readonly plan?: Kind<P>["plan"];
  /** Failures that the provider waits out. */
  readonly retry?: (error: ApiError) => boolean;
  readonly retryRemove?: (error: ApiError) => boolean;
}

/** The provider's and the service's part of such a resource. */
export function recordKind<P extends Props>(records: Records, type: string, recorded: Recorded<P>): Kind<P> {
  const {
    create,
    read,
    update,
    remove,
    id: idOf,
    key = (id) => id,
    taken,
    check,
    retry = () => false,
    retryRemove = () => false,
  } = recorded;
  const table = records.table(type) as Map<string, P>;
  const store = (id: string, props: P) => {
    records.validate?.(type, props);
    check?.(props);
    table.set(key(id, props), { ...props, ...recorded.computed?.(props, id) });
  };
  return {
    ...(recorded.plan && { plan: recorded.plan }),
    async create(operation, { __defaults: _, ...inputs }) {
      const props = inputs as P;
      const id = idOf(props);
      const [first = "", ...rest] = create(props);
      await operation.retry(retry, () =>
        operation.call(first, key(id, props), () => {
          if (taken !== undefined && table.has(key(id, props))) throw taken(props);
          store(id, props);
        }),
      );
      operation.id = id;
      for (const action of rest) await operation.call(action, key(id, props));
    },
    async read(operation, id, props) {
      for (const action of read) await operation.call(action, key(id, props));
      const found = table.get(key(id, props));
      return found && structuredClone(found);
    },
    async update(operation, id, { changed, news: { __defaults: _, ...news } }) {
      const props = news as P;
      const actions = update?.(changed, props) ?? [];
      // What only the provider knows, such as what to do at the end, needs no call.
      if (actions.length === 0 && table.has(key(id, props))) store(id, props);
      for (const [index, action] of actions.entries())
        await operation.call(action, key(id, props), () => (index === 0 ? store(id, props) : undefined));
    },
    async delete(operation, id, props) {
      if (recorded.keep?.(props)) return;
      for (const [index, action] of remove.entries()) {
        await operation.retry(retryRemove, () =>
          operation.call(action, key(id, props), () => {
            const found = table.get(key(id, props));
            if (index > 0) return;
            if (found === undefined && recorded.missing !== undefined) throw recorded.missing(props);
            if (found === undefined) return;
            recorded.checkRemove?.(found);
            table.delete(key(id, props));
            recorded.removed?.(found);
          }),
        );
      }
    },
  };
}

/** Calls that are made when one of some properties changed. */
export function when(
  changed: ReadonlySet<string>,
  calls: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.entries(calls).flatMap(([action, names]) =>
    names.some((name) => changed.has(name)) ? [action] : [],
  );
}
