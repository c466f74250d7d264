/**
 * Reads the schemas of an SDK client as the build writes them (`scripts/lib/compactSchemas.ts`): one text, of which only the shapes
 * that a request needs become objects. The SDK's own module creates all of them when it is loaded.
 */

/** A schema of the SDK (`StaticSchema` of `@smithy/types`), or a function that returns it. */
type Schema = number | string | readonly unknown[] | (() => Schema);
type Traits = number | Readonly<Record<string, unknown>>;

/**
 * Traits that shapes or members share; null where a member has none. A text in it is an expression on the name of the shape or member,
 * see `expand`.
 */
export type TraitsTemplate = Traits | null;

/** Returns an operation's schema by the references to its input and output. */
export type OperationReader = (name: string, traits: Traits, input: string, output: string) => readonly unknown[];

const STRUCTURES: ReadonlySet<number> = new Set([-3, 3, 4]);
const OPERATION = 9;

/**
 * Returns the reader of a client's operations.
 *
 * A line of the text is a shape: its kind, name and traits, then its parts, separated by `|`. A structure has how many members are
 * required, and its members as `name:reference:traits`. Traits are an index of the templates; what is left out is 0. A reference is a
 * number of the SDK, a word, or `#` and the line of another shape.
 */
export function readCompactSchemas(
  namespace: string,
  templates: readonly TraitsTemplate[],
  text: string,
): OperationReader {
  const lines = text.split('\n');
  const shapes = new Map<number, readonly unknown[]>();
  const references = new Map<string, Schema>();

  const refer = (reference: string): Schema => {
    let schema = references.get(reference);
    if (schema === undefined) {
      schema = reference.startsWith('#') ? lazily(Number(reference.slice(1))) : scalar(reference);
      references.set(reference, schema);
    }
    return schema;
  };
  const lazily = (line: number) => () => {
    const known = shapes.get(line) ?? readShape(lines[line] ?? '');
    shapes.set(line, known);
    return known;
  };
  const traitsOf = (index: string | undefined, name: string) =>
    expandAll(templates[Number(index ?? '')] ?? null, name) as TraitsTemplate;
  const withTraits = (reference: string, traits: TraitsTemplate): Schema =>
    traits === null ? refer(reference) : [refer(reference), traits];

  const readPart = (part: string, named: boolean): { readonly name: string; readonly schema: Schema } => {
    const [name = '', reference = '', index] = named ? part.split(':') : ['', ...part.split(':')];
    return { name, schema: withTraits(reference, traitsOf(index, name)) };
  };
  const readShape = (line: string): readonly unknown[] => {
    const [kind = '', name = '', traits, ...parts] = line.split('|');
    const head = [Number(kind), namespace, name, traitsOf(traits, name)];
    if (!STRUCTURES.has(Number(kind))) return [...head, ...parts.map((part) => readPart(part, false).schema)];
    const [required, ...members] = parts;
    const named = members.map((member) => readPart(member, true));
    const lists = [named.map(({ name }) => name), named.map(({ schema }) => schema)];
    return [...head, ...lists, ...(required ? [Number(required)] : [])];
  };

  return (name, traits, input, output) => [OPERATION, namespace, name, traits, refer(input), refer(output)];
}

function scalar(reference: string): Schema {
  const number = Number(reference);
  return Number.isNaN(number) ? reference : number;
}

function expandAll(template: unknown, name: string): unknown {
  if (typeof template === 'string') return expand(template, name);
  if (Array.isArray(template)) return template.map((value) => expandAll(value, name));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([trait, value]) => [trait, expandAll(value, name)]));
}

/**
 * Evaluates an expression on a name: `"` and a text is that text. Otherwise the first character chooses the case of the first letter
 * (`a`, `A`, or `=` to leave it), a `-` cuts off the plural's s, and the rest is added: `a-Set` makes `vpcSet` of `Vpcs`.
 */
export function expand(expression: string, name: string): string {
  const [, kind = '', cut, added = ''] = /^(.)(-?)(.*)$/s.exec(expression) ?? [];
  if (kind === '"') return `${cut ?? ''}${added}`;
  const first = name.charAt(0);
  const cased = kind === 'a' ? first.toLowerCase() : kind === 'A' ? first.toUpperCase() : first;
  const rest = cut ? name.slice(1).replace(/s$/, '') : name.slice(1);
  return `${cased}${rest}${added}`;
}
