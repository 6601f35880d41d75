import type { Args } from "./deployed-function.js";

export const open: Args = { http: { auth: "none" } };
export const fixed: Args = { ...open, warm: { instances: 2 } };
