import { aws } from "../../../providers/aws/index.js";
import { testAdapter } from "../../conformance/adapter.js";
import { type CloudView, ofType } from "../../conformance/cloud-view.js";
import { facts } from "../../standins/aws/facts.js";
import { answers } from "./declare.js";

const view: CloudView = {
  answers,
  traffic: {
    "by default": {},
    "in a rollback": { aws: { rollback: "41" } },
    "in a rollout that has not begun": { aws: { rollout: { percent: 0, previousVersion: "41" } } },
  },
  ready: (resources) =>
    Object.fromEntries(
      ofType(resources, ":ProvisionedConcurrencyConfig").map((inputs) => [
        inputs["qualifier"],
        inputs["provisionedConcurrentExecutions"],
      ]),
    ),
  met: (resources, qualifier) =>
    ofType(resources, ":Alias").find(({ name }) => name === qualifier)?.["functionVersion"],
  tagsOf: ({ type, inputs }) =>
    facts[type]?.properties["tags"] === undefined ? undefined : ((inputs["tags"] ?? {}) as object),
  url: {
    qualifier: (resources) => ofType(resources, ":FunctionUrl")[0]?.["qualifier"],
    isPublic: (resources) =>
      ofType(resources, ":FunctionUrl").some((inputs) => inputs["authorizationType"] === "NONE") ||
      ofType(resources, ":Permission").some(({ principal }) => principal === "*"),
  },
};

describe("providers/aws", () => testAdapter(aws, view));
