import assert from "node:assert/strict";
import { explainInvoke as explainAliyun } from "../../../evidence/calls/aliyun-errors.js";
import { explainInvoke as explainAws } from "../../../evidence/calls/aws-errors.js";
import { readState } from "../../../evidence/calls/read-state.js";
import { awsFunction, stateOf } from "./state-of.js";

const [target = assert.fail()] = readState("dev", stateOf(...awsFunction("hello")));
const late = Object.assign(new Error("ReadTimeout(40000). GET failed."), { name: "RequestTimeoutError" });
const gone = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });

const cases = [
  [
    "aws, no answer",
    explainAws(Object.assign(new Error("late"), { name: "TimeoutError" }), target, 40_000),
    'No answer came from "shop-dev-hello" in eu-west-1 within 40 s. See its log.',
  ],
  [
    "aws, no connection",
    explainAws(gone, target, 40_000),
    '"shop-dev-hello" in eu-west-1 could not be called: ECONNREFUSED. "--verbose" shows what AWS says.',
  ],
  [
    "aliyun, no answer",
    explainAliyun(late, target, 40_000),
    'No answer came from "shop-dev-hello" in eu-west-1 within 40 s. See its log.',
  ],
  [
    "aliyun, no connection",
    explainAliyun(gone, target, 40_000),
    '"shop-dev-hello" in eu-west-1 could not be called: ECONNREFUSED. "--verbose" shows what Aliyun says.',
  ],
] as const;

describe("explainInvoke", () => {
  for (const [what, error, message] of cases) {
    it(`has a sentence: ${what}`, () => assert.equal(error.message, message));
  }
});
