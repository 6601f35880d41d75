import * as pulumi from "@pulumi/pulumi";

/** One resource as the engine was asked to register it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** Of a resource that is only read. */
  readonly id?: string;
}

/** Answers for the outputs of a resource that only its provider knows. */
export type Answers = (resource: Registered) => Record<string, unknown>;

/** Answers for the functions of a provider. */
export type Calls = (token: string, inputs: Record<string, unknown>) => Record<string, unknown>;

/** Stands in for the engine in this process and records what a program registers. */
export async function recordResources(
  program: () => object,
  {
    answers = () => ({}),
    calls = (_, inputs) => inputs,
    config = {},
    preview = false,
  }: { answers?: Answers; calls?: Calls; config?: Record<string, string>; preview?: boolean } = {},
): Promise<{ registered: Registered[]; outputs: Record<string, unknown> }> {
  const registered: Registered[] = [];
  pulumi.runtime.setAllConfig(config);
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const resource = { type, name, inputs: inputs as Record<string, unknown>, ...(id && { id }) };
        registered.push(resource);
        return { id: id || `${name}-id`, state: { ...resource.inputs, ...answers(resource) } };
      },
      call: ({ token, inputs }) => calls(token, inputs as Record<string, unknown>),
    },
    "shop",
    "prod",
    preview,
  );
  let outputs: object = {};
  await pulumi.runtime.runInPulumiStack(async () => {
    outputs = program();
    return outputs;
  });
  return { registered, outputs: (await awaited(pulumi.output(outputs))) as Record<string, unknown> };
}

/** The value of an output, once it is there. */
export function awaited<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((done) => output.apply((value) => done(value as T)));
}
