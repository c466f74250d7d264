import type { UsageWord } from '../../catalog/model/usage.ts';
import { USAGE_RULES } from '../../catalog/usage/index.ts';
import { wildcardMatcher } from '../../common/text/wildcard.ts';
import { managersOf, ownersOf } from '../owners.ts';
import type { Resource } from '../resource.ts';
import type { Usage } from '../usage/usage.ts';
import { ageOf, containsMatcher, toMatch, type Term } from './matchers.ts';

/** What a filter uses beside the resource itself. */
export interface FilterContext {
  /** Returns the verdict on the use of a resource; undefined where there is none yet. */
  readonly usageOf: (resource: Resource) => Pick<Usage, 'word' | 'since'> | undefined;
  /** Returns what a resource costs in a month; undefined where its type has no price. */
  readonly monthlyCostOf: (resource: Resource) => MonthlyCost | undefined;
  /** Changes with the verdicts and the prices. */
  readonly version: () => number;
  /** The keys of tags that name an owner: `teardown.ownerTags`. */
  readonly ownerTags: () => readonly string[];
}

/** An amount of the currency of a Price List, or that there is none yet. */
export type MonthlyCost = number | 'unknown';

/** Nothing is known. */
export const NO_CONTEXT: FilterContext = {
  usageOf: () => undefined,
  monthlyCostOf: () => undefined,
  version: () => 0,
  ownerTags: () => [],
};

/** The words that `is:` takes. */
export const USAGE_WORDS: readonly UsageWord[] = ['unused', 'used', 'unknown'];

/** Matches by the verdict on a resource's use. Types without a rule for their use match no word, nor its negation. */
export function usageTerm(value: string, { usageOf }: FilterContext, isNegated = false): Term | undefined {
  const word = USAGE_WORDS.find((one) => one === value.toLowerCase());
  if (word === undefined) return undefined;
  return (resource) => {
    // A running instance must not be among what is not used.
    if (!USAGE_RULES.has(resource.kind.id)) return toMatch(isNegated);
    const found = usageOf(resource)?.word ?? 'unknown';
    if (found === word) return 'yes';
    return found === 'unknown' ? 'unknown' : 'no';
  };
}

/** Matches what has been unused for longer, by the date that AWS returns: of the last use, else of the creation. */
export function unusedForTerm(value: string, { usageOf }: FilterContext): Term | undefined {
  const limit = ageOf(value);
  if (limit === undefined) return undefined;
  return (resource, now) => {
    if (!USAGE_RULES.has(resource.kind.id)) return 'no';
    const usage = usageOf(resource);
    if (usage?.word === 'used') return 'no';
    if (usage?.word !== 'unused' || !usage.since) return 'unknown';
    return toMatch(now - usage.since.at.getTime() > limit);
  };
}

/** Matches by the monthly list price: `>10`, `<0.5`, `>=10`, `<=10`. */
export function costTerm(value: string, { monthlyCostOf }: FilterContext): Term | undefined {
  const [, sign = '', orEqual = '', number = ''] = /^([<>])(=?)(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (sign === '') return undefined;
  const limit = Number(number);
  return (resource) => {
    const cost = monthlyCostOf(resource);
    if (cost === undefined) return 'no';
    if (cost === 'unknown') return 'unknown';
    if (cost === limit) return toMatch(orEqual !== '');
    return toMatch(sign === '>' ? cost > limit : cost < limit);
  };
}

export function managerTerm(value: string): Term {
  const matches = wildcardMatcher(value, 'insensitive');
  return (resource) => {
    const managers = managersOf(resource);
    return managers ? toMatch(managers.some(({ id, name }) => matches(id) || matches(name))) : 'unknown';
  };
}

export function ownerTerm(value: string, { ownerTags }: FilterContext): Term {
  const isIn = containsMatcher(value);
  return (resource) => {
    const owners = ownersOf(resource, ownerTags());
    return owners ? toMatch(owners.some(isIn)) : 'unknown';
  };
}
