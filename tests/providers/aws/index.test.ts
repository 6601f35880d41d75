import { aws } from "../../../providers/aws/index.js";
import { testAdapter } from "../../conformance/adapter.js";
import { answers } from "./declare.js";

describe("providers/aws", () => testAdapter(aws, { answers }));
