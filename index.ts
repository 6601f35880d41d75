import * as pulumi from "@pulumi/pulumi";
import { GoServerlessFunction } from "goserverless";

const config = new pulumi.Config();

const hello = new GoServerlessFunction("hello", {
  entry: config.get("entry") ?? "./examples/hello",
  memoryMb: config.getNumber("memoryMb"),
  warm: { instances: config.getNumber("warmInstances") },
});

export const { functionName, url, version } = hello;
