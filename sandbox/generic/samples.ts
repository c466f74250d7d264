import type { NormalizedSchema } from '@smithy/core/schema';
import { idPrefix } from '../facts/idPrefixes.ts';
import { STATE_WORDS, workingState } from '../facts/stateWords.ts';
import { stableHex } from '../services/ids.ts';
import type { Fields } from '../types.ts';

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/**
 * Returns the id of a sample, such as `vpc-0a1b2c…`; a name or an address where the member holds none of EC2's ids.
 *
 * @param seed the listing and a number: the same seed gives the same id
 * @param structure AWS's name of what has the member
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

/** How a sample is made. */
export interface SampleRules {
  readonly service: string;
  readonly seed: string;
  readonly now: number;
  /** What a member refers to elsewhere: the id of another sample. */
  readonly reference: (member: string) => string | undefined;
}

const DEPTH = 8;

/**
 * A value that a schema allows: texts, numbers, one element in each list.
 *
 * @param schema the schema
 * @param name the member that it is for
 * @param rules how it is made
 * @param depth how deep structures may still go
 * @param structure AWS's name of the structure that has the member
 * @returns the value
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
    // Things in different lists are different things.
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

/** Tags are written with capitals by EC2, and without by the others. */
function tags(schema: NormalizedSchema, { seed }: SampleRules): Fields[] {
  const names = [...schema.getValueSchema().structIterator()].map(([name]) => name);
  const value = (name: string, key: string, text: string) => (/key/i.test(name) ? key : text);
  const tag = (key: string, text: string) =>
    Object.fromEntries(names.slice(0, 2).map((name) => [name, value(name, key, text)]));
  return [tag('Name', `sample-${stableHex(seed, 4)}`), tag('env', 'dev')];
}
