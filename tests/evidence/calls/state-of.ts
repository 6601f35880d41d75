/** A resource in a state, as far as it is read. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly outputs?: object;
}

const componentType = "goserverless:index:GoServerlessFunction";

const toUrn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;

/** What `pulumi stack export` prints of these resources. */
export function stateOf(...resources: readonly Resource[]): object {
  const stack = { urn: toUrn("pulumi:pulumi:Stack", "shop-dev"), type: "pulumi:pulumi:Stack", outputs: {} };
  const toEntry = ({ type, name, parent, outputs }: Resource): object => ({
    urn: toUrn(type, name),
    type,
    parent: parent ?? stack.urn,
    outputs,
  });
  return { version: 3, deployment: { manifest: {}, resources: [stack, ...resources.map(toEntry)] } };
}

/** The component of a function. */
export const component = (name: string, outputs: object): Resource => ({
  type: componentType,
  name,
  outputs,
});

/** What belongs to a function. */
export const child = (type: string, of: string, outputs: object): Resource => ({
  type,
  name: `shop-dev-${of}`,
  parent: toUrn(componentType, of),
  outputs,
});

/** A function on AWS as it stands in the state. */
export function awsFunction(name: string): readonly Resource[] {
  const functionName = `shop-dev-${name}`;
  return [
    component(name, {
      functionName,
      functionId: `arn:aws:lambda:eu-west-1:123456789012:function:${functionName}`,
      version: "3",
      qualifier: "live",
      url: "https://abc.lambda-url.eu-west-1.on.aws/",
      packaging: "zip",
      architecture: "arm64",
    }),
    child("aws:lambda/function:Function", name, {
      memorySize: 256,
      timeout: 10,
      loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${functionName}-1a2b3c4` },
      environment: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
    }),
  ];
}
