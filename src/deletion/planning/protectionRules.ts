import { t } from '@vscode/l10n';
import { INVISIBLE_CHARACTERS, truncateMiddle } from '../../common/text/displayText.ts';
import { matchesWildcard, wildcardMatcher } from '../../common/text/wildcard.ts';
import { sourceLabel, type CredentialSource, type Identity } from '../../aws/identity/target.ts';
import type { Resource } from '../../inventory/resource.ts';
import {
  accountsIn,
  asWildcards,
  hasInvisible,
  looseMatcher,
  NEGATION,
  pairsIn,
  variantsOf,
  wordsOf,
} from './looseRules.ts';
import { NO_ALIASES, namesNothing, otherNames, type KnownAliases } from './knownNames.ts';
import { isMistyped } from './similarNames.ts';

/** The entries of `teardown.protectedResources` as the user wrote them, of any type. */
export type ResourceRules = readonly unknown[];

/** A rule that protects resources. */
export interface ResourceRule {
  /** The entry, for sentences. */
  readonly text: string;
  /** The reason why the entry is not understood. Such a rule protects everything that it may mean. */
  readonly problem?: string;
  readonly matches: (resource: Resource, tags: ReadonlyMap<string, string>) => boolean;
}

/** A rule that protects a profile or an account. */
export interface IdentityRule {
  readonly text: string;
  readonly problem?: string;
  readonly level: 'confirm' | 'readOnly';
  readonly matches: (identity: ProtectedIdentity) => boolean;
}

/** What a rule for profiles and accounts may name. */
export interface ProtectedIdentity extends Pick<Identity, 'source' | 'accountId'> {
  /** The alias of the account, where it is known. */
  readonly alias?: string | undefined;
  /** Whether it may have an alias that could not be read. */
  readonly hasUnreadAlias?: boolean;
}

/**
 * The rules that are understood: one for each entry, with `*` and `?`, and no signs of lists, regular expressions, negations or comments,
 * for which nothing would be protected. `package.json` has the same expression, so that the editor of settings marks all others.
 */
export const RESOURCE_RULE =
  /^(?!.*(?:[,;|]|\s#|[!~]=|=[!~]|<>|[\u2260\u2248]|[:=][[({][^\])}]*[\])}]$|\\[\w.]|\[[^\][-]*-[^\][]*\]|\s(?:name|tag):|\$$))(?!\w+:(?:[!^~]|\/.*\/i?$))(?:name:[^\s"'=](?:.*[^\s"'])?|tag:[^\s"'=](?:[^=]*[^\s=])?(?:=[^\s"'=](?:.*[^\s"'])?)?)$/;

/**
 * The keys of `teardown.protected` that are understood: no account id with separators, no prefix, nothing around the name, no list, no word
 * for all, and no exception.
 */
export const IDENTITY_PATTERN =
  /^(?:\d{12}|(?!(?:\d[\s._\u2010-\u2015-]*){8,}$)(?!\d{4}[\s._\u2010-\u2015-]\d{4}[\s._\u2010-\u2015-])(?!(?:profile|account|arn)\s*[:=])(?!account\s*\d{4})(?![!^~])(?!.*(?:[,;|]|\$$))(?!(?:all|alles?|any|any(?:thing|one)|each|every(?:thing|one)?|todos?|tout|tutto)(?:\s|$))(?!(?:[^]*\s)?(?:not?|except|excluding|without|unless|but|other\s+than|nicht|keine?|au\u00dfer|ohne|sauf|salvo|menos|excepto|tranne)\s)[^\s"'](?:.*[^\s"'])?)$/i;

/** What editors and web pages write for a hyphen. */
const DASHES = /[\u2010-\u2015\u2212]/g;

/** The longest entry in a sentence. */
const TEXT_LIMIT = 80;

/** Reads an entry of `teardown.protectedResources`. */
export function resourceRule(entry: unknown): ResourceRule {
  if (typeof entry !== 'string') {
    return { text: entryText(entry), problem: t('It must be a text.'), matches: () => true };
  }
  const text = truncateMiddle(entry, TEXT_LIMIT);
  if (!RESOURCE_RULE.test(entry) || hasInvisible(entry)) {
    const problem = t(
      'A rule is written as name:PATTERN, tag:KEY or tag:KEY=PATTERN, without spaces around the parts. Each entry has one rule, and only * and ? are wildcards.',
    );
    return { text, problem, matches: looseResourceMatcher(entry) };
  }
  const body = entry.slice(entry.indexOf(':') + 1);
  const matcher = (pattern: string) => {
    const readings = [
      pattern,
      pattern.replace(DASHES, '-'),
      ...(/\.[*+]|%/.test(pattern) ? [asWildcards(pattern)] : []),
    ];
    const matchers = [...new Set(readings)].map((reading) => wildcardMatcher(reading));
    return (one: string) =>
      matchers.some((isMatch) => isMatch(one) || isMatch(one.replace(INVISIBLE_CHARACTERS, '').trim()));
  };
  if (entry.startsWith('name:')) {
    const isName = matcher(body);
    return {
      text,
      matches: ({ name, id }, tags) => [name, id, tags.get('Name')].some((one) => one !== undefined && isName(one)),
    };
  }
  const [key = '', ...value] = body.split('=');
  const isKey = matcher(key);
  const isValue = matcher(value.length === 0 ? '*' : value.join('='));
  // A key may have colons; `tag:env:prod` may also mean a key and its value.
  const pairs = value.length === 0 ? pairsIn(key) : [];
  return {
    text,
    matches: (_, tags) =>
      [...tags].some(
        ([name, content]) => (isKey(name) && isValue(content)) || pairs.some((isPair) => isPair(name, content)),
      ),
  };
}

/**
 * Reads the setting `teardown.protected`: an object, or whatever else was written in its place. `profiles` has the names of all profiles,
 * where those are known: a key that neither is one nor can be an alias is a problem then, and so is one that looks like a mistyped name.
 * `aliases` has the aliases of accounts, as far as they are known: a key may be one of an account that no window has reached yet. Where one
 * could not be read, a key that names nothing known may be that, and protects the account.
 */
export function identityRules(
  value: unknown,
  profiles?: readonly string[],
  aliases: KnownAliases = NO_ALIASES,
): readonly IdentityRule[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value).map(([key, level]) => identityRule(key, level, profiles, aliases));
  }
  return [value].flat().map((entry: unknown) => {
    const problem = t('Each entry needs a level: confirm or readOnly.');
    const rule = typeof entry === 'string' ? identityRule(entry, 'readOnly', profiles, aliases) : undefined;
    return { text: entryText(entry), matches: () => true, ...rule, level: 'readOnly', problem };
  });
}

/**
 * Returns the key under which `teardown.protected` names a source: the name of its profile. Undefined for a name that the setting
 * would not understand, or would read as a pattern; the account can be protected instead.
 */
export function protectionKey(source: CredentialSource): string | undefined {
  const name = sourceLabel(source);
  const isPlain = IDENTITY_PATTERN.test(name) && !hasInvisible(name) && !/[*?]/.test(name);
  return isPlain ? name : undefined;
}

/**
 * Returns the setting `teardown.protected` with another level for a key; no level removes the key. Undefined where the setting is no
 * object, because nothing that the user wrote may be lost.
 */
export function withProtection(
  value: unknown,
  key: string,
  level: IdentityRule['level'] | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value))) return undefined;
  const others = Object.entries(value ?? {}).filter(([other]) => other !== key);
  return Object.fromEntries(level === undefined ? others : [...others, [key, level]]);
}

function identityRule(
  key: string,
  level: unknown,
  profiles: readonly string[] | undefined,
  aliases: KnownAliases,
): IdentityRule {
  const common = { text: truncateMiddle(key, TEXT_LIMIT), level: level === 'confirm' ? level : 'readOnly' } as const;
  const isKnown = profiles?.includes(key) === true;
  if (!isKnown && (!IDENTITY_PATTERN.test(key) || hasInvisible(key))) {
    const problem = t(
      'A key is a profile name, an account alias, or an account ID of 12 digits, without anything around it.',
    );
    const isMeant = NEGATION.test(key) ? () => true : looseMatcher([...variantsOf(key), ...accountsIn(key)]);
    return { ...common, problem, matches: (identity) => isMeant(namesOf(identity)) };
  }
  const isNamed = (identity: ProtectedIdentity) => namesOf(identity).some((name) => matchesWildcard(key, name));
  if (profiles && !isKnown && namesNothing(key, profiles)) {
    const problem = t('No profile has this name, and no account has such an ID or alias.');
    const isMeant = looseMatcher([...variantsOf(key), ...accountsIn(key), ...wordsOf(key)].filter((one) => one !== ''));
    return { ...common, problem, matches: (identity) => isNamed(identity) || isMeant(namesOf(identity)) };
  }
  const others = otherNames(key, profiles, aliases);
  const meant = others.filter((name) => isMistyped(key, name));
  const mayBeUnread = others.length > 0 && !/^\d{12}$/.test(key);
  const isMeant = (identity: ProtectedIdentity) =>
    namesOf(identity).some((name) => meant.includes(name)) || (mayBeUnread && identity.hasUnreadAlias === true);
  const problem = problemOfName(meant, mayBeUnread && aliases.isIncomplete) ?? problemOfLevel(level);
  return {
    ...common,
    ...(problem !== undefined && { problem }),
    matches: (identity) => isNamed(identity) || isMeant(identity),
  };
}

function problemOfName(meant: readonly string[], isUnread: boolean): string | undefined {
  if (meant.length > 0) {
    return t(
      'No profile and no known account has this name. Did you mean "{0}"? Until then that is protected too.',
      truncateMiddle(meant.join('", "'), TEXT_LIMIT),
    );
  }
  return isUnread
    ? t(
        'No profile and no known account has this name, and the alias of an account could not be read. That account is protected, too. Name accounts by their IDs instead.',
      )
    : undefined;
}

function problemOfLevel(level: unknown): string | undefined {
  if (level === 'confirm' || level === 'readOnly') return undefined;
  return t('The level must be confirm or readOnly. Until then it is readOnly.');
}

/** Returns everything that a key may name of an identity. */
function namesOf({ source, accountId, alias }: ProtectedIdentity): readonly string[] {
  return [sourceLabel(source), accountId, alias].filter((name) => name !== undefined);
}

function entryText(entry: unknown): string {
  return truncateMiddle(typeof entry === 'string' ? entry : JSON.stringify(entry ?? null), TEXT_LIMIT);
}

/** Matches every resource that a text may mean: by name, id, tag, place, type or parent. */
function looseResourceMatcher(entry: string): ResourceRule['matches'] {
  if (NEGATION.test(entry)) return () => true;
  const variants = variantsOf(entry);
  const isMeant = looseMatcher(variants);
  const pairs = variants.flatMap(pairsIn);
  const [only] = variants.length === 1 && !/[*?]/.test(variants[0] ?? '') ? variants : [];
  const contains = only === undefined ? () => false : wildcardMatcher(`*${only}*`, 'insensitive');
  return (resource, tags) => {
    const { name, id, arn, state, kind, target, entry: listed } = resource;
    const { identity, region } = target;
    const own = [name, id, arn].filter((text) => text !== undefined);
    const type = [kind.id, ...kind.id.split('.'), kind.noun, kind.pluralNoun];
    const place = [state, region, identity.accountId, sourceLabel(identity.source), ...type];
    const texts = [...own, ...place, listed.parent?.id, listed.parent?.name].filter((text) => text !== undefined);
    return (
      isMeant([...texts, ...[...tags].flat()]) ||
      own.some(contains) ||
      [...tags].some(([key, value]) => pairs.some((isPair) => isPair(key, value)))
    );
  };
}
