import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A place where programs under test wait, so that a test knows they are there and says when they go on. */
export class Gate {
  readonly #server = createServer((_, response) => this.#arrive(response));
  readonly #waiting: ServerResponse[] = [];
  #open = false;
  #onArrival = (): void => {};

  static async build(): Promise<Gate> {
    const gate = new Gate();
    await once(gate.#server.listen(0, "127.0.0.1"), "listening");
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The URL as a query parameter. */
  get query(): string {
    return `gate=${encodeURIComponent(this.url)}`;
  }

  /** Resolves when so many wait. */
  async arrived(count: number): Promise<void> {
    while (this.#waiting.length < count) {
      await new Promise<void>((resolve) => {
        this.#onArrival = resolve;
      });
    }
  }

  /** Lets one go on. */
  letOne(): void {
    this.#waiting.shift()?.end();
  }

  /** Lets all go on, those that come later too. */
  open(): void {
    this.#open = true;
    for (const response of this.#waiting.splice(0)) response.end();
  }

  close(): void {
    this.open();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #arrive(response: ServerResponse): void {
    if (this.#open) {
      response.end();
      return;
    }
    this.#waiting.push(response);
    response.once("close", () => {
      const at = this.#waiting.indexOf(response);
      if (at !== -1) this.#waiting.splice(at, 1);
    });
    this.#onArrival();
  }
}

/** A gate for each test of a suite. */
export function gateForEach(): () => Gate {
  let gate: Gate | undefined;
  beforeEach(async () => {
    gate = await Gate.build();
  });
  afterEach(() => gate?.close());
  return () => {
    if (gate === undefined) throw new Error("There is a gate only within a test.");
    return gate;
  };
}
