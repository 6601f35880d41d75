import type { BuildRequest } from "../../build/request.js";

/** What is asked of `build` for a Go main package. */
export type EntryRequest = BuildRequest & Required<Pick<BuildRequest, "entry">>;
