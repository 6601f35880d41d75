/** The value that the program itself has put under this key. */
export function mustGet<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing was kept under ${String(key)}.`);
  return value;
}
