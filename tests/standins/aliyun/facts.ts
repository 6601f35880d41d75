import * as fs from "node:fs";
import * as path from "node:path";
import type { ResourceFacts } from "../facts.js";

/**
 * What the resource types of pulumi-alicloud 3.108.0 are like: their schema, what the provider refuses and when it replaces.
 */
export const facts: Readonly<Record<string, ResourceFacts>> = JSON.parse(
  fs.readFileSync(path.join(__dirname, "facts.json"), "utf8"),
);
