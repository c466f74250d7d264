/** Returns the value of a key, which is created where the map has none. `undefined` counts as none. */
export function getOrCreate<T>(map: Map<string, T>, key: string, create: () => T): T {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
