import type { NormalizedSchema } from '@smithy/core/schema';
import { LISTED_KINDS } from '../../../../src/catalog/index.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import { resourceFrom, type Resource } from '../../../../src/inventory/resource.ts';
import { itemOf } from '../../catalog/support/schemas.ts';
import { ACCOUNT, NOW, targetIn } from './account.ts';

/** The id of a random resource before it has a description. */
export interface Identity {
  readonly kind: Kind;
  readonly id: string;
  readonly arn: string;
}

type Draw = () => number;
type Fields = Record<string, unknown>;

const PER_KIND = 2;
const DEPTH = 6;
/** The probability of a member, and of a reference to another resource in a text. */
const PRESENT = 0.45;
const REFERENCE = 0.12;

const hex = (draw: Draw, length: number) => Array.from({ length }, () => Math.floor(draw() * 16).toString(16)).join('');

function identityOf(kind: Kind, draw: Draw): Identity {
  const name = kind.noun.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  // AWS's ids end in hexadecimal digits; names do not.
  const isName = kind.service === 'lightsail' || kind.id === 'ec2.placementGroup';
  const id = isName ? `${name}.${hex(draw, 6)}` : `${name}-${hex(draw, 17)}`;
  return { kind, id, arn: `arn:aws:${kind.service}:us-east-1:${ACCOUNT}:${name}/${hex(draw, 12)}` };
}

/**
 * Creates a random account from the SDK's shapes, in which texts are often the ids, ARNs and names of other
 * resources.
 */
export function randomAccount(draw: Draw): readonly Resource[] {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(draw() * list.length)];
  const identities = LISTED_KINDS.flatMap((kind) => Array.from({ length: PER_KIND }, () => identityOf(kind, draw)));
  const text = (name: string): string => {
    if (draw() >= REFERENCE) return `${name} ${hex(draw, 8)}`;
    // Mostly to a resource of the type in the name of the member.
    const alike = identities.filter(({ kind }) => name.replace(/s$/, '') === [kind.members.id].flat()[0]);
    const other = (draw() < 0.5 ? pick(alike) : undefined) ?? pick(identities);
    if (!other) return '';
    if (draw() < 0.15) return other.arn;
    const isWrapped = other.kind.service === 'ec2' && !other.id.includes('.') && draw() < 0.2;
    return isWrapped ? `arn:aws:ec2:us-east-1:${ACCOUNT}:thing/${other.id}` : other.id;
  };
  const value = (schema: NormalizedSchema, name: string, depth: number): unknown => {
    if (schema.isTimestampSchema()) return new Date(NOW - draw() * 2e10);
    if (schema.isBooleanSchema()) return draw() < 0.2;
    if (schema.isNumericSchema()) return Math.floor(draw() * 3);
    if (schema.isStringSchema()) return text(name);
    if (depth === 0) return undefined;
    if (schema.isListSchema()) {
      const element = schema.getValueSchema();
      return Array.from({ length: Math.floor(draw() * 3) }, () => value(element, name, depth - 1));
    }
    if (schema.isMapSchema()) return { [text(name)]: value(schema.getValueSchema(), name, depth - 1) };
    return schema.isStructSchema() ? structure(schema, depth) : undefined;
  };
  const structure = (schema: NormalizedSchema, depth: number): Fields =>
    Object.fromEntries(
      [...schema.structIterator()].flatMap(([name, member]) =>
        draw() < PRESENT && !/^tags?(et)?$/i.test(name) ? [[name, value(member, name, depth - 1)]] : [],
      ),
    );
  return identities.flatMap(({ kind, id, arn }) => {
    const source = pick(kind.sources);
    const schema = source && itemOf(kind.service, source);
    if (!schema?.isStructSchema()) return [];
    const item = structure(schema, DEPTH);
    const idPath = [kind.members.id].flat()[0] ?? '';
    put(item, idPath, kind.id === 'ec2.launchTemplateVersion' ? Math.floor(draw() * 9) : id);
    for (const other of [kind.members.id].flat().slice(1)) put(item, other, `${other} ${hex(draw, 8)}`);
    if (kind.members.arn !== undefined && draw() < 0.8) put(item, kind.members.arn, arn);
    const parent = pick(identities.filter((one) => kind.parentKinds?.includes(one.kind.id)));
    const entry = {
      ...{ item, extra: undefined, source: 0 },
      ...(parent && { parent: { noun: parent.kind.noun, id: parent.id, raw: {} } }),
    };
    return resourceFrom(kind, targetIn('us-east-1'), entry) ?? [];
  });
}

function put(item: Fields, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let owner = item;
  for (const name of names) {
    const next = owner[name];
    owner = (typeof next === 'object' && next !== null ? next : (owner[name] = {})) as Fields;
  }
  owner[last] = value;
}
