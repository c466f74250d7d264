/**
 * Returns the SDK's schemas of some operations with all that they consist of, as plain values that can be compared: each array once,
 * and a reference to its place wherever it is used. Functions that return a schema are followed.
 */
export function schemaGraph(operations: readonly unknown[]): readonly unknown[] {
  const places = new Map<unknown, string>();
  const nodes: unknown[] = [];
  const visit = (schema: unknown): unknown => {
    const value = typeof schema === 'function' ? (schema as () => unknown)() : schema;
    if (!Array.isArray(value)) return value;
    const known = places.get(value);
    if (known !== undefined) return known;
    const place = nodes.push(undefined) - 1;
    places.set(value, `node ${place}`);
    nodes[place] = value.map(visit);
    return `node ${place}`;
  };
  operations.forEach(visit);
  return nodes;
}
