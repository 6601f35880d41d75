import { connectEmulator } from "../../emulator/index.js";
import { toStatusDocument } from "../../report/status-document.js";
import { toStatusText } from "../../report/status-text.js";
import type { Terminal } from "../terminal.js";

export interface StatusOptions {
  readonly json?: boolean;
}
