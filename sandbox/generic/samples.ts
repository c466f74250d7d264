import type { NormalizedSchema } from '@smithy/core/schema';
import { idPrefix } from '../facts/idPrefixes.ts';
import { STATE_WORDS, workingState } from '../facts/stateWords.ts';
import { stableHex } from '../services/ids.ts';
import type { Fields } from '../types.ts';

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/**
 * Returns the id of a sample, which depends on `seed`: `vpc-0a1b2c…`, or a name or an address if the member is none
 * of EC2's ids. `structure` is AWS's name of the member's structure.
 */
export function sampleId(member: string, seed: string, structure = ''): string {
  if (/cidr|block/i.test(member)) return `10.${Number.parseInt(stableHex(seed, 2), 16)}.0.0/24`;
  if (/ip$|address$|ipaddress/i.test(member)) return `10.0.${Number.parseInt(stableHex(seed, 2), 16)}.7`;
  if (/^[A-Z].*Ids?$/.test(member)) {
    const prefix = idPrefix(structure, member) ?? kebab(member.replace(/Ids?$/, ''));
    return `${prefix}-${stableHex(seed, 17)}`;
  }
  return `${kebab(member)}-${stableHex(seed, 6)}`;
}

/** How a sample is created. */
export interface SampleRules {
  readonly service: string;
  readonly seed: string;
  readonly now: number;
  /** Returns the id of another sample, if the member refers to one. */
  readonly reference: (member: string) => string | undefined;
}

const DEPTH = 8;

/**
 * Returns a value that a schema allows, with one element in each list. `name` is its member, `depth` limits nested
 * structures, `structure` is AWS's name of the member's structure.
 */
export function sampleOf(
  schema: NormalizedSchema,
  name: string,
  rules: SampleRules,
  depth = DEPTH,
  structure = '',
): unknown {
  if (schema.isTimestampSchema()) return new Date(rules.now - 3_600_000);
  if (schema.isBooleanSchema()) return false;
  if (schema.isNumericSchema()) return 1;
  if (schema.isStringSchema()) return rules.reference(name) ?? sampleId(name, `${rules.seed}/${name}`, structure);
  if (depth === 0) return undefined;
  if (schema.isListSchema()) {
    if (/^tags?$|^tagset$/i.test(name)) return tags(schema, rules);
    // Elements of different lists have different ids.
    const inner = name === '' ? rules : { ...rules, seed: `${rules.seed}/${name}` };
    const element = sampleOf(schema.getValueSchema(), name.replace(/s$/, ''), inner, depth - 1, structure);
    return element === undefined ? [] : [element];
  }
  return schema.isStructSchema() ? sampleStructure(schema, rules, depth) : undefined;
}

function sampleStructure(schema: NormalizedSchema, rules: SampleRules, depth: number): Fields {
  return Object.fromEntries(
    [...schema.structIterator()].flatMap(([name, member]) => {
      const state = `${rules.service} ${schema.getName() ?? ''}.${name}`;
      const value = STATE_WORDS.has(state)
        ? workingState(rules.service, schema.getName() ?? '', name)
        : sampleOf(member, name, rules, depth - 1, schema.getName() ?? '');
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Returns tags. EC2 writes their members with capitals, the other services do not. */
function tags(schema: NormalizedSchema, { seed }: SampleRules): Fields[] {
  const names = [...schema.getValueSchema().structIterator()].map(([name]) => name);
  const value = (name: string, key: string, text: string) => (/key/i.test(name) ? key : text);
  const tag = (key: string, text: string) =>
    Object.fromEntries(names.slice(0, 2).map((name) => [name, value(name, key, text)]));
  return [tag('Name', `sample-${stableHex(seed, 4)}`), tag('env', 'dev')];
}
