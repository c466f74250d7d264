import type { NormalizedSchema } from '@smithy/core/schema';
import { mergeInOrder } from '../../../../src/catalog/builder/rowBuilder.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { ParentMembers, Source } from '../../../../src/catalog/model/source.ts';
import type { ListedItem, SourceResult } from '../../../../src/catalog/model/listedItem.ts';
import type { ServiceId } from '../../../../src/catalog/model/services.ts';
import type { Structure } from '../../../../src/catalog/model/structure.ts';
import { getListPath, textAt, withoutEmptyMembers } from '../../../../src/inventory/listing/memberPath.ts';
import { enumOf, itemOf, membersOf, parentOf } from './schemas.ts';

/** `full`: every member has an ordinary value. `partial`: members are missing. `hostile`: members are missing or have odd values. */
export type Mode = 'full' | 'partial' | 'hostile';

const ODD_TEXTS = [
  ...[
    '',
    ' ',
    '\t',
    '0',
    '-1',
    'true',
    'never',
    '2026-99-99',
    '2026-11-28T18:02:03',
    '2026-02-30 25:61',
    'x'.repeat(3_000),
  ],
  ...[
    '\u202egnp.exe',
    '\ud800',
    '$(alert) [x](command:y)',
    '__proto__',
    'constructor',
    '*',
    '\\',
    '::/0',
    'arn:aws',
    '{}',
    '%',
  ],
];
const ODD_NUMBERS = [0, -1, 0.1, 1e21, -0, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE];
const ODD_DATES = [0, 8.64e15, -8.64e15, -62_135_596_800_000, Number.NaN];

const TIME_NAME = /(Time|Date|Timestamp|At|On|Until|date)$/;

/** Writes descriptions of resources that AWS might return, from the schemas of the SDK. */
export class DescriptionWriter {
  readonly #service: ServiceId;
  readonly #mode: Mode;
  readonly #random: () => number;

  constructor(service: ServiceId, mode: Mode, random: () => number) {
    this.#service = service;
    this.#mode = mode;
    this.#random = random;
  }

  /** Returns the items of a resource type like a listing. */
  entries(kind: Kind): readonly ListedItem[] {
    const parts = kind.sources.map((source) => this.#part(source));
    const lookups = kind.auxiliarySources.map((source) => this.#part(source));
    return kind.mergeSources?.(parts, lookups) ?? mergeInOrder(parts);
  }

  #part(source: Source): SourceResult {
    const { nestedList, child, parentRef } = source;
    const schema = itemOf(this.#service, source);
    const parentSchema = parentOf(this.#service, source);
    const items = Array.from({ length: 3 }, () => {
      const raw = parentSchema ? (this.#value(parentSchema, '', 0) as Structure) : undefined;
      const listed = nestedList && raw ? getListPath(raw, nestedList.items) : [];
      const found = listed.length > 0 ? listed : [this.#element(schema)];
      return found.map((item) => {
        const parent = parentFrom(raw ?? item, nestedList?.parent ?? child?.parent ?? parentRef);
        return parent ? { item, parent } : { item };
      });
    });
    return { items: items.flat(), incomplete: this.#random() < 0.1 };
  }

  #element(schema: NormalizedSchema): Structure {
    const value = this.#value(schema, 'Value', 0);
    return withoutEmptyMembers(
      typeof value === 'object' && value !== null ? (value as Structure) : { Value: value ?? 'v' },
    );
  }

  #value(schema: NormalizedSchema, name: string, depth: number, owner?: NormalizedSchema): unknown {
    if (schema.isStructSchema()) return this.#structure(schema, depth);
    if (schema.isListSchema()) {
      const length = depth > 5 ? 0 : this.#mode === 'full' ? 2 : Math.floor(this.#random() * 4);
      return Array.from({ length }, () => this.#value(schema.getValueSchema(), name, depth + 1)).filter(
        (element) => element !== undefined,
      );
    }
    if (schema.isMapSchema()) return { key: this.#value(schema.getValueSchema(), name, depth + 1) };
    return this.#scalar(schema, name, owner);
  }

  #structure(schema: NormalizedSchema, depth: number): Structure {
    const result: Record<string, unknown> = {};
    for (const [name, member] of membersOf(schema)) {
      if (depth > 6 || (this.#mode !== 'full' && this.#random() < 0.4)) continue;
      const value = this.#isNull() ? null : this.#value(member, name, depth + 1, schema);
      if (value !== undefined) result[name] = value;
    }
    return withoutEmptyMembers(result);
  }

  /** Returns whether a member is null, like Lightsail's `lastUsedDate`. */
  #isNull(): boolean {
    return this.#mode === 'hostile' && this.#service !== 'ec2' && this.#random() < 0.1;
  }

  #scalar(schema: NormalizedSchema, name: string, owner: NormalizedSchema | undefined): unknown {
    const odd = this.#mode === 'hostile' && this.#random() < 0.4;
    if (schema.isTimestampSchema()) return new Date(odd ? this.#pick(ODD_DATES) : Date.UTC(2026, 10, 28, 18, 2, 3));
    if (schema.isNumericSchema()) return odd ? this.#pick(ODD_NUMBERS) : 1 + Math.floor(this.#random() * 9);
    if (schema.isBooleanSchema()) return this.#random() < 0.5;
    if (odd) return this.#pick(ODD_TEXTS);
    const values = owner && enumOf(this.#service, owner, name);
    if (values) return this.#pick(values);
    if (TIME_NAME.test(name)) return this.#pick(['2026-11-28T18:02:03', '2026-11-28 18:02:03']);
    return `${name.toLowerCase()}-${Math.floor(this.#random() * 1_000)}`;
  }

  #pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }
}

function parentFrom(raw: Structure, members: ParentMembers | undefined) {
  const id = members && textAt(raw, members.id);
  if (!members || id === undefined) return undefined;
  const name = members.name === undefined ? undefined : textAt(raw, members.name);
  return { noun: members.noun, id, ...(name !== undefined && { name }), raw };
}
