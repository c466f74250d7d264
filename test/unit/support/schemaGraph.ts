/**
 * Returns the SDK's schemas of operations, with all that they refer to, as plain comparable values: each array once,
 * and references to it elsewhere. Follows functions that return a schema.
 */
export function schemaGraph(operations: readonly unknown[]): readonly unknown[] {
  const labels = new Map<unknown, string>();
  const nodes: unknown[] = [];
  const visit = (schema: unknown): unknown => {
    const value = typeof schema === 'function' ? (schema as () => unknown)() : schema;
    if (!Array.isArray(value)) return value;
    const known = labels.get(value);
    if (known !== undefined) return known;
    const index = nodes.push(undefined) - 1;
    labels.set(value, `node ${index}`);
    nodes[index] = value.map(visit);
    return `node ${index}`;
  };
  operations.forEach(visit);
  return nodes;
}
