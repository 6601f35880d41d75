import assert from "node:assert/strict";
import { lostUpdate } from "../../../providers/aws/lost-update.js";

const was = { name: "api-1", codeSha256: "one", memorySize: 256, environment: { variables: { TOKEN: "a" } } };
const shall = { ...was, codeSha256: "two" };
/** What the service answers has more than what it was told. */
const answered = (inputs: object) => ({
  ...inputs,
  description: "",
  version: "1",
  reservedConcurrentExecutions: -1,
});

describe("lostUpdate", () => {
  const cases = [
    { title: "nothing", update: {}, lost: false },
    {
      title: "a change that was not tried yet",
      update: { oldInputs: was, oldOutputs: answered(was), newInputs: shall },
      lost: false,
    },
    {
      title: "a change that is there, while the one before was asked for last",
      update: { oldInputs: was, oldOutputs: answered(shall), newInputs: shall },
      lost: true,
    },
    {
      title: "the same of an environment",
      update: {
        oldInputs: was,
        oldOutputs: answered({ ...was, environment: { variables: { TOKEN: "b" } } }),
        newInputs: { ...was, environment: { variables: { TOKEN: "b" } } },
      },
      lost: true,
    },
    {
      title: "the same of inputs that name what the provider filled in",
      update: {
        oldInputs: was,
        oldOutputs: answered({ ...was, environment: { variables: { TOKEN: "b" } } }),
        newInputs: { ...was, environment: { __defaults: [], variables: { TOKEN: "b" } } },
      },
      lost: true,
    },
    {
      title: "the same of a concurrency",
      update: {
        oldInputs: was,
        oldOutputs: { ...answered(was), reservedConcurrentExecutions: 9 },
        newInputs: { ...was, reservedConcurrentExecutions: 9 },
      },
      lost: true,
    },
    {
      title: "the same beside a change that publishes all",
      update: { oldInputs: was, oldOutputs: answered(shall), newInputs: { ...shall, memorySize: 512 } },
      lost: false,
    },
    {
      title: "what was changed by hand",
      update: { oldInputs: was, oldOutputs: answered({ ...was, memorySize: 512 }), newInputs: was },
      lost: false,
    },
    {
      title: "a change of nothing that a version is made of",
      update: {
        oldInputs: was,
        oldOutputs: answered(was),
        newInputs: { ...was, tags: { team: "checkout" } },
      },
      lost: false,
    },
  ];
  for (const { title, update, lost } of cases) {
    it(`${lost ? "stops" : "lets pass"} ${title}`, () => {
      const reason =
        "The deployment before this one failed while it changed the function, and this one would publish nothing. To repair that, run `aws lambda publish-version --function-name api-1`, then `pulumi up --refresh`.";
      assert.equal(lostUpdate(update), lost ? reason : undefined);
    });
  }
});
