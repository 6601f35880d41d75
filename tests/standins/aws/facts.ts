import * as fs from "node:fs";
import * as path from "node:path";
import type { ResourceFacts } from "../facts.js";

/**
 * What the resource types of pulumi-aws 7.48.0 are like: their schema, what the provider refuses and when it replaces, and what
 * the service's own model refuses.
 */
export const facts: Readonly<Record<string, ResourceFacts>> = JSON.parse(
  fs.readFileSync(path.join(__dirname, "facts.json"), "utf8"),
);
