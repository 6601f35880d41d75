import { FunctionStore, type StoredFunction } from "./function-store.js";
import { stateFolder } from "./state-folder.js";

/** What is deployed under a name, whether the emulator runs or not; what cannot be read is not deployed. */
export async function deployedOnDisk(name: string): Promise<StoredFunction | undefined> {
  const store = new FunctionStore(stateFolder());
  if (!(await store.names()).includes(name)) return undefined;
  return store.load(name).catch(() => undefined);
}

/** Whether any function is deployed, whether the emulator runs or not. */
export async function anyDeployedOnDisk(): Promise<boolean> {
  return (await new FunctionStore(stateFolder()).names()).length > 0;
}
