import assert from 'node:assert/strict';
import { expand, readCompactSchemas, type TraitsTemplate } from '../../src/aws/client/compactSchemas.ts';

/** The SDK's static schemas are arrays whose first element is the kind of shape (`StaticSchema` of `@smithy/types`). */
export type Shape = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: number | object,
  ...rest: unknown[],
];

/** Schemas in the format that `src/aws/client/compactSchemas.ts` reads. */
export interface CompactSchemas {
  readonly namespace: string;
  readonly templates: readonly TraitsTemplate[];
  readonly text: string;
  /** The reader's input for each operation. */
  readonly operations: readonly (readonly [name: string, traits: number | object, input: string, output: string])[];
}

const MAP = 2;
const STRUCTURES: ReadonlySet<number> = new Set([-3, 3, 4]);

/** A part of a shape: a member of a structure, the value of a list, the key or value of a map. */
interface Part {
  /** Empty except for members. */
  readonly name: string;
  readonly schema: unknown;
  readonly traits: TraitsTemplate;
}

const deref = (schema: unknown): unknown => (typeof schema === 'function' ? (schema as () => unknown)() : schema);
const isShape = (schema: unknown): schema is Shape => Array.isArray(schema) && schema.length >= 5;

function partsOf([kind, , , , first, second]: Shape): readonly Part[] {
  const part = (schema: unknown, name = ''): Part =>
    Array.isArray(schema) && schema.length === 2
      ? { name, schema: schema[0], traits: schema[1] as TraitsTemplate }
      : { name, schema, traits: null };
  if (!STRUCTURES.has(kind)) return (kind === MAP ? [first, second] : [first]).map((schema) => part(schema));
  const names = first as readonly string[];
  return (second as readonly unknown[]).map((schema, place) => part(schema, names[place]));
}

/** Returns the shapes that operations refer to, without the operations, in the order of a walk. */
function reachableShapes(operations: readonly Shape[]): ReadonlySet<Shape> {
  const shapes = new Set<Shape>();
  const visit = (schema: unknown): void => {
    const shape = deref(schema);
    if (!isShape(shape) || shapes.has(shape)) return;
    shapes.add(shape);
    for (const part of partsOf(shape)) visit(part.schema);
  };
  for (const [, , , , input, output] of operations) {
    visit(input);
    visit(output);
  }
  return shapes;
}

/**
 * Encodes the schemas of operations, as the client exports them, and all shapes that they refer to. Throws if the
 * decoded text differs from the client's schemas.
 */
export function compactSchemas(operations: readonly Shape[]): CompactSchemas {
  const shapes = [...reachableShapes(operations)];
  const lines = new Map(shapes.map((shape, line) => [shape, line]));
  const templates = rankedTemplates(shapes);
  const indices = new Map(templates.map((template, index) => [template, index]));
  const traitsIndex = (traits: TraitsTemplate, name: string) => blank(indices.get(templateOf(traits, name)) ?? NaN);
  const refer = (schema: unknown) => {
    const shape = deref(schema);
    return isShape(shape) ? `#${lines.get(shape) ?? NaN}` : blank(shape as number | string);
  };
  const writeShape = (shape: Shape) => {
    const [kind, , name, traits, , , required] = shape;
    const isStructure = STRUCTURES.has(kind);
    const parts = partsOf(shape).map((part) => {
      const written = [refer(part.schema), traitsIndex(part.traits, part.name)];
      return (isStructure ? [part.name, ...written] : written).join(':').replace(/:+$/, '');
    });
    return [kind, name, traitsIndex(traits as TraitsTemplate, name), ...(isStructure ? [required] : []), ...parts].join(
      '|',
    );
  };
  const compact: CompactSchemas = {
    namespace: operations[0]?.[1] ?? '',
    templates: templates.map((template) => JSON.parse(template) as TraitsTemplate),
    text: shapes.map(writeShape).join('\n'),
    operations: operations.map(([, , name, traits, input, output]) => [name, traits, refer(input), refer(output)]),
  };
  assertSame(operations, compact);
  return compact;
}

/** Returns an empty string for 0, which stands for the SDK's string schema and for the most frequent traits. */
const blank = (value: number | string): string => (value === 0 ? '' : String(value));

/** Returns the templates of all traits of shapes and their parts as JSON, the most frequent first. */
function rankedTemplates(shapes: readonly Shape[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const shape of shapes) {
    for (const { traits, name } of [{ traits: shape[3] as TraitsTemplate, name: shape[2] }, ...partsOf(shape)]) {
      const template = templateOf(traits, name);
      counts.set(template, (counts.get(template) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([template]) => template);
}

function templateOf(traits: TraitsTemplate, name: string): string {
  return JSON.stringify(traits, (_, value: unknown) => (typeof value === 'string' ? expressionOf(value, name) : value));
}

/** Returns the expression that derives a text from the name: the first that fits, else the text itself. */
function expressionOf(text: string, name: string): string {
  const expressions = ['a', 'A', '=', 'aSet', 'ASet', 'a-', 'A-', 'a-Set', 'A-Set'];
  return expressions.find((expression) => name !== '' && expand(expression, name) === text) ?? `"${text}`;
}

/** Asserts that decoded operations, with all that they refer to, equal the SDK's own. */
function assertSame(operations: readonly Shape[], { namespace, templates, text, ...compact }: CompactSchemas): void {
  const read = readCompactSchemas(namespace, templates, text);
  const compared = new Map<Shape, unknown>();
  const compare = (expected: unknown, actual: unknown): void => {
    const [one, other] = [deref(expected), deref(actual)];
    if (!Array.isArray(one) || !Array.isArray(other)) {
      assert.deepEqual(other, one);
    } else if (isShape(one) && compared.has(one)) {
      // The SDK caches computed data with a shape, so each shape must exist once.
      assert.equal(other, compared.get(one));
    } else {
      if (isShape(one)) compared.set(one, other);
      assert.equal(other.length, one.length);
      for (const [place, part] of one.entries()) compare(part, other[place]);
    }
  };
  for (const [place, operation] of operations.entries()) {
    const [name, traits, input, output] = compact.operations[place] ?? ['', 0, '', ''];
    compare(operation, read(name, traits as number, input, output));
  }
}
