import * as http from "node:http";
import { get } from "./load.js";

const calls = 300;

/** How many of 300 calls get an answer that holds a text. */
export async function countAnswers(url: string, text: string): Promise<number> {
  const agent = new http.Agent({ keepAlive: true });
  let found = 0;
  for (let call = 0; call < calls; call++) {
    const { body } = await get(url, agent);
    if (body.includes(text)) found++;
  }
  agent.destroy();
  return found;
}
