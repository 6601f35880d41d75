import type { Plan } from "./diff.js";
import type { Operation } from "./operation.js";
import type { Props } from "./wire.js";

export interface Change<P> {
  readonly olds: P;
  readonly news: P;
  /** Names of the top properties that changed. */
  readonly changed: ReadonlySet<string>;
}

/** How a provider makes, reads, changes and removes one type of resource: as calls to the service. */
export interface Kind<P extends Props = Props> {
  /** What the plan finds beyond the schema; throws what the plan refuses. */
  plan?(change: Partial<Change<P>> & Pick<Change<P>, "news">): Plan;
  /** Sets `operation.id` as soon as there is something: what fails after that leaves a resource that is not ready. */
  create(operation: Operation, inputs: P): Promise<void>;
  /** Everything that the service knows of it; undefined when it is gone. */
  read(operation: Operation, id: string, props: P): Promise<Props | undefined>;
  update?(operation: Operation, id: string, change: Change<P>): Promise<void>;
  delete(operation: Operation, id: string, props: P): Promise<void>;
}
