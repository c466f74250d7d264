/**
 * Returns the SDK's schemas of operations, with all that they refer to, as plain comparable values: each array once,
 * and references to it elsewhere. Follows functions that return a schema.
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
