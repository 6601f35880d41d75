import { aliyun } from "../../../providers/aliyun/index.js";
import { testAdapter } from "../../conformance/adapter.js";
import { type CloudView, ofType } from "../../conformance/cloud-view.js";
import { facts } from "../../standins/aliyun/facts.js";
import { answers } from "./declare.js";

interface Setting {
  readonly target: number;
  readonly targetTrackingPolicies: readonly { readonly name: string; readonly minCapacity: number }[];
}

const view: CloudView = {
  answers,
  calls: (token) =>
    token === "alicloud:index/getAccount:getAccount" ? { id: "1234567890123456" } : { checksum: "1" },
  traffic: {
    "by default": {},
    "through an alias": { aliyun: { alias: "live" } },
    "in a rollback": { aliyun: { alias: "live", rollback: "41" } },
    "in a rollout": { aliyun: { alias: "live", rollout: { percent: 10, previousVersion: "41" } } },
  },
  ready: (resources) =>
    Object.fromEntries(
      ofType(resources, ":V3ProvisionConfig").map((inputs) => {
        const { target, targetTrackingPolicies } = inputs as unknown as Setting;
        const least = targetTrackingPolicies.map(({ name, minCapacity }) =>
          name === "none" ? 0 : minCapacity,
        );
        return [inputs["qualifier"], Math.max(target, ...least)];
      }),
    ),
  met: (_, qualifier) => qualifier,
  tagsOf: ({ type, inputs }) =>
    facts[type]?.properties["tags"] === undefined ? undefined : ((inputs["tags"] ?? {}) as object),
  url: {
    qualifier: (resources) => ofType(resources, ":V3Trigger")[0]?.["qualifier"],
    isPublic: (resources) =>
      ofType(resources, ":V3Trigger").some(({ triggerConfig }) => /anonymous/.test(String(triggerConfig))),
  },
};

describe("providers/aliyun", () => testAdapter(aliyun, view));
