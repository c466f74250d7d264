import type { MemberTest } from '../../catalog/model/usage.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { parseTime } from '../../common/text/parseTime.ts';
import { namesIn } from '../listing/memberPath.ts';

const DAY_MS = 86_400_000;

/** Returns the values at a dotted path, through lists. Empty lists and empty structures are no values. */
export function valuesAt(item: unknown, path: string): readonly unknown[] {
  const found: unknown[] = [];
  collect(item, namesIn(path), 0, found);
  return found;
}

function collect(value: unknown, names: readonly string[], at: number, found: unknown[]): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value as unknown[]) collect(one, names, at, found);
    return;
  }
  const name = names[at];
  if (name === undefined) {
    if (!isEmptyStructure(value)) found.push(value);
  } else if (typeof value === 'object') collect((value as Structure)[name], names, at + 1, found);
}

function isEmptyStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && Object.keys(value).length === 0;
}

/** What tests are made of. */
export interface TestSubject {
  readonly item: Structure;
  readonly tags?: ReadonlyMap<string, string> | undefined;
}

/** Returns whether all tests of a description hold at a time in milliseconds since the epoch. */
export function allHold(tests: readonly MemberTest[], subject: TestSubject, now: number): boolean {
  return tests.every((test) => holds(test, subject, now));
}

function holds(test: MemberTest, { item, tags }: TestSubject, now: number): boolean {
  const { member, is, present, atLeast, below, olderThanDays } = test;
  const values = member === 'tag' ? [...(tags?.keys() ?? [])] : valuesAt(item, member);
  if (present !== undefined) return values.length > 0 === present;
  if (is) return values.some((value) => (is as readonly unknown[]).includes(value));
  if (atLeast !== undefined) return values.some((value) => typeof value === 'number' && value >= atLeast);
  if (below !== undefined) {
    const [limit] = valuesAt(item, below);
    return values.some((value) => typeof value === 'number' && typeof limit === 'number' && value < limit);
  }
  const limit = now - (olderThanDays ?? 0) * DAY_MS;
  return values.some((value) => {
    const date = dateOf(value);
    return date !== undefined && date.getTime() < limit;
  });
}

/** Returns a date that AWS returns as a date or as text; undefined for anything else. */
export function dateOf(value: unknown): Date | undefined {
  if (typeof value === 'string') return parseTime(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : undefined;
}
