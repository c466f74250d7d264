import { t } from '@vscode/l10n';
import { kindById } from '../../catalog/index.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { UsageRule, UsageSign } from '../../catalog/model/usage.ts';
import { USAGE_RULES } from '../../catalog/usage/index.ts';
import { UNREAD_SERVICES } from '../../catalog/usage/unreadServices.ts';
import { textAt } from '../listing/memberPath.ts';
import type { Listing } from '../listing/listKind.ts';
import { owningAccount } from '../owners.ts';
import { displayName, resourceKey, type Resource } from '../resource.ts';
import { AccountListings } from './completeness.ts';
import { allHold, dateOf, valuesAt } from './memberTests.ts';
import { ReferenceIndex, type Candidate } from './referenceIndex.ts';
import type { Usage, UsageFacts } from './usage.ts';

/**
 * Returns the use of every resource that has a rule, by its key. All descriptions are read once. A resource is `unused`
 * only where every list that its type rests on is complete. `now` is milliseconds since the epoch.
 */
export function evaluateUsage(
  listings: readonly Listing[],
  facts: UsageFacts,
  now: number,
): ReadonlyMap<string, Usage> {
  const accounts = new Map<string, Listing[]>();
  for (const listing of listings) {
    const { partition, accountId } = listing.target.identity;
    const key = `${partition} ${accountId}`;
    const group = accounts.get(key);
    if (group) group.push(listing);
    else accounts.set(key, [listing]);
  }
  const found = new Map<string, Usage>();
  for (const group of accounts.values()) evaluateAccount(new AccountListings(group), facts, now, found);
  return found;
}

/** What verdicts on the resources of one account share. */
interface Scope {
  readonly account: AccountListings;
  readonly facts: UsageFacts;
  readonly now: number;
  /** Ids and ARNs of the resources of a type, made on first use. */
  readonly idsOf: (kindId: string) => ReadonlySet<string>;
}

function evaluateAccount(account: AccountListings, facts: UsageFacts, now: number, found: Map<string, Usage>): void {
  const candidates: Candidate[] = [];
  const followers: Candidate[] = [];
  for (const { kind, resources } of account.listings) {
    const rule = USAGE_RULES.get(kind.id);
    if (!rule) continue;
    for (const resource of resources) {
      const sign = ownSign(rule, resource, now);
      if (sign?.word === 'used') found.set(resource.key, { word: 'used', reason: sign.reason });
      else (rule.followsParent ? followers : candidates).push({ resource, rule, sign });
    }
  }
  const index = new ReferenceIndex(candidates, now);
  if (candidates.length > 0) for (const { kind, resources } of account.listings) index.readAll(kind, resources);
  const scope: Scope = { account, facts, now, idsOf: idSets(account) };
  for (const candidate of candidates) found.set(candidate.resource.key, verdictOf(candidate, scope));
  for (const { resource, rule } of followers) found.set(resource.key, followParent(resource, rule, found));
}

function idSets(account: AccountListings): Scope['idsOf'] {
  const sets = new Map<string, ReadonlySet<string>>();
  return (kindId) => {
    const known =
      sets.get(kindId) ?? new Set(account.of(kindId).flatMap(({ resources }) => resources.flatMap(namesOf)));
    sets.set(kindId, known);
    return known;
  };
}

const namesOf = ({ id, arn }: Resource): string[] => (arn === undefined ? [id] : [id, arn]);

/** Returns the first sign that holds: it decides. */
function ownSign({ own = [] }: UsageRule, { entry, tags }: Resource, now: number): UsageSign | undefined {
  return own.find(({ when }) => allHold(when, { item: entry.item, tags }, now));
}

function verdictOf(candidate: Candidate, scope: Scope): Usage {
  const { resource, rule, sign, user } = candidate;
  if (user) {
    return { word: 'used', user, reason: t('{0} {1} refers to it', user.kind.noun, displayName(user)) };
  }
  const kept = keptReason(resource, rule, scope);
  if (kept?.word === 'used') return kept;
  const unknown =
    (sign?.word === 'unknown' ? sign.reason : undefined) ?? kept?.reason ?? unknownReason(resource, rule, scope);
  if (unknown !== undefined) return { word: 'unknown', reason: unknown };
  return lookupVerdict(resource, rule, scope) ?? unusedVerdict(resource, rule, sign);
}

/** Returns why the lists cannot show whether anything uses a resource; undefined where they can. */
function unknownReason(resource: Resource, rule: UsageRule, scope: Scope): string | undefined {
  return (
    foreignReason(resource) ??
    managedReason(resource) ??
    stateReason(resource) ??
    scope.account.gap(resource.kind, resource.target.region) ??
    hiddenReason(resource, rule, scope) ??
    unseenReason(resource, rule, scope) ??
    unreadReason(resource, rule, scope)
  );
}

function unusedVerdict(resource: Resource, rule: UsageRule, sign: UsageSign | undefined): Usage {
  const since = sinceOf(resource, rule);
  const reason = sign?.reason ?? rule.unused;
  return { word: 'unused', reason, ...(since && { since }) };
}

function sinceOf({ entry, created }: Resource, { since }: UsageRule): Usage['since'] {
  const [value] = since ? valuesAt(entry.item, since.member) : [];
  const at = dateOf(value);
  if (since && at) return { at, event: since.event };
  return created && { at: created, event: 'created' };
}

/** Returns why the use of another account's resource is unknown: only that account sees it. */
function foreignReason(resource: Resource): string | undefined {
  const owner = owningAccount(resource);
  return owner === resource.target.identity.accountId ? undefined : t('account {0} owns it', owner);
}

/**
 * Returns why the use of a resource that a service of AWS created for itself is unknown: only that service sees it
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_OperatorResponse.html, and `RequesterManaged` of
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html).
 */
function managedReason({ entry: { item } }: Resource): string | undefined {
  const isManaged = ['RequesterManaged', 'Operator.Managed'].some((path) => valuesAt(item, path).includes(true));
  return isManaged ? t('a service of AWS manages it') : undefined;
}

function stateReason({ kind, state }: Resource): string | undefined {
  const meaning = stateMeaning(kind, state);
  return meaning === 'changing' || meaning === 'inProgress' ? t('its state is {0}', state ?? '') : undefined;
}

/** Returns `used` where what it was made from exists, and `unknown` where that cannot be known. */
function keptReason(resource: Resource, { keptBy = [] }: UsageRule, scope: Scope): Usage | undefined {
  if (keptBy.length === 0) return undefined;
  const named = keptBy.flatMap(({ member, ...rest }) => {
    const id = textAt(resource.entry.item, member);
    return id === undefined ? [] : [{ ...rest, id }];
  });
  const existing = named.find(({ kind, id }) => scope.idsOf(kind).has(id));
  if (existing) return { word: 'used', reason: existing.reason };
  if (named.length === 0) return { word: 'unknown', reason: t('AWS does not return what it was made from') };
  const elsewhere = named.find(({ id }) => ![undefined, '', resource.target.region].includes(id.split(':')[3]));
  return (
    elsewhere && { word: 'unknown', reason: t('what it was made from is in {0}', elsewhere.id.split(':')[3] ?? '') }
  );
}

function hiddenReason({ target }: Resource, { hiddenIn }: UsageRule, { account }: Scope): string | undefined {
  if (!hiddenIn) return undefined;
  const { members, prefix, reason } = hiddenIn;
  const isHidden = ({ entry }: Resource, member: string) =>
    valuesAt(entry.item, member).some((value) => typeof value === 'string' && value.startsWith(prefix));
  const isAnyHidden = Object.entries(members).some(([kind, member]) =>
    account
      .of(kind)
      .some((one) => one.target.region === target.region && one.resources.some((user) => isHidden(user, member))),
  );
  return isAnyHidden ? reason : undefined;
}

/** Returns why references are missing from the lists: another account owns what the resource belongs to. */
function unseenReason(
  { entry, target }: Resource,
  { seenByOwnerOf }: UsageRule,
  { account }: Scope,
): string | undefined {
  if (!seenByOwnerOf) return undefined;
  const id = textAt(entry.item, seenByOwnerOf.member);
  const owner = account
    .of(seenByOwnerOf.kind)
    .flatMap(({ resources }) => resources)
    .find((one) => one.id === id);
  if (owner && (owner.entry.item['OwnerId'] ?? target.identity.accountId) === target.identity.accountId)
    return undefined;
  return t('the owner of {0} alone sees what refers to it', id ?? '');
}

function unreadReason(resource: Resource, rule: UsageRule, { facts }: Scope): string | undefined {
  if (rule.shareable) return t('it may be shared with other accounts');
  const { unread = [] } = rule;
  if (unread.length === 0) return undefined;
  const roles = facts.rolesOf(resource);
  const [first] = unread
    .map((service) => UNREAD_SERVICES[service])
    .filter(({ principals }) => !roles || 'failed' in roles || principals.some((one) => roles.principals.has(one)));
  if (!first) return undefined;
  if (roles && 'failed' in roles) {
    return t('{0} may use it, and ListRoles failed: {1}', first.name, roles.failed);
  }
  return t('{0} may use it, and its lists are not read', first.name);
}

function lookupVerdict(resource: Resource, { lookups = [] }: UsageRule, { facts }: Scope): Usage | undefined {
  const results = lookups.map((lookup, position) => ({ lookup, result: facts.lookupOf(resource, position) }));
  const found = results.find(({ result }) => result === 'found');
  if (found) return { word: found.lookup.word, reason: found.lookup.reason };
  const open = results.find(({ result }) => result !== 'empty');
  if (!open) return undefined;
  const { lookup, result } = open;
  if (typeof result === 'object') {
    return { word: 'unknown', reason: t('{0} failed: {1}', lookup.operation, result.failed) };
  }
  return { word: 'unknown', reason: t('{0} was not requested', lookup.operation), awaitsLookup: true };
}

function followParent(resource: Resource, rule: UsageRule, found: ReadonlyMap<string, Usage>): Usage {
  const { kind, target, entry } = resource;
  const parents = (kind.parentKinds ?? []).flatMap((id) => {
    const parent = kindById(id);
    return parent && entry.parent ? (found.get(resourceKey(parent, target, entry.parent.id)) ?? []) : [];
  });
  const [parent] = parents;
  if (!parent) return { word: 'unknown', reason: t('what it belongs to was not listed') };
  if (parent.word === 'used')
    return { word: 'unknown', reason: t('what it belongs to is used, perhaps in this version') };
  if (parent.word === 'unknown') return { word: 'unknown', reason: parent.reason };
  const since = sinceOf(resource, rule);
  return { word: 'unused', reason: rule.unused, ...(since && { since }) };
}
