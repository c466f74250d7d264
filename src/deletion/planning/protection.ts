import { t } from '@vscode/l10n';
import { INVISIBLE_CHARACTERS } from '../../common/text/displayText.ts';
import { sourceLabel, type Identity } from '../../aws/identity/target.ts';
import { getTags } from '../../inventory/listing/memberPath.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { KnownAliases } from './knownNames.ts';
import { identityRules, resourceRule, type ProtectedIdentity, type ResourceRules } from './protectionRules.ts';

/**
 * How far a profile or account is protected: `confirm` always asks for the strongest confirmation, `readOnly` lets nothing be
 * removed.
 */
export type ProtectionLevel = 'confirm' | 'readOnly';

/** The setting `teardown.protected` as the user wrote it: levels by profile name, account ID or alias, if it is as documented. */
export type ProtectionRules = unknown;

/**
 * Returns the protection of an identity; undefined where no rule matches. The strongest matching rule counts. A rule that is not
 * understood matches everything that it may mean. `profiles` has the names of all profiles, where those are known,
 * `aliases` the known aliases of accounts.
 */
export function protectionOf(
  identity: ProtectedIdentity,
  rules: ProtectionRules,
  profiles?: readonly string[],
  aliases?: KnownAliases,
): ProtectionLevel | undefined {
  const levels = identityRules(rules, profiles, aliases).flatMap(({ level, matches }) =>
    matches(identity) ? [level] : [],
  );
  if (levels.length === 0) return undefined;
  return levels.includes('readOnly') ? 'readOnly' : 'confirm';
}

/** Returns whether a rule may name the alias of an account, which has to be read then. */
export function mayNameAlias(rules: ProtectionRules): boolean {
  return identityRules(rules).length > 0;
}

/** The ids of the settings that protect: profiles and accounts, and resources. */
export type ProtectionSetting = 'teardown.protected' | 'teardown.protectedResources';

/** Why a resource is protected by itself. */
export interface ResourceProtection {
  /** Sentences, with what to do if it is to be deleted all the same. */
  readonly text: string;
  /** The setting whose rule protects it; left out where a tag does. */
  readonly setting?: ProtectionSetting;
}

/** An entry of a protection setting that is not understood. */
export interface ProtectionProblem {
  readonly setting: ProtectionSetting;
  readonly text: string;
}

/** Returns the entries that are not understood, in sentences. Until they are corrected they protect everything that they may mean. */
export function protectionProblems(
  rules: ProtectionRules,
  resources: ResourceRules,
  profiles?: readonly string[],
  aliases?: KnownAliases,
): readonly ProtectionProblem[] {
  const problems = (
    setting: ProtectionSetting,
    read: readonly { readonly text: string; readonly problem?: string }[],
  ) =>
    read.flatMap(({ text, problem }) =>
      problem === undefined ? [] : [{ setting, text: t('{0}: "{1}" is not understood. {2}', setting, text, problem) }],
    );
  return [
    ...problems('teardown.protected', identityRules(rules, profiles, aliases)),
    ...problems('teardown.protectedResources', resources.map(resourceRule)),
  ];
}

/** Returns the label of a level: `protected` or `read only`. */
export function protectionLabel(level: ProtectionLevel): string {
  return level === 'confirm' ? t('protected') : t('read only');
}

/** Returns why nothing is deleted with a profile or account that is read only. `accountLabel` adds the account's alias. */
export function readOnlyReason(identity: Identity, accountLabel: (accountId: string) => string = String): string {
  return t(
    '{0} in account {1} is read only: the setting teardown.protected forbids deletions.',
    sourceLabel(identity.source),
    accountLabel(identity.accountId),
  );
}

/** The tag that protects a resource, in every window and for every user; `false` as its value does not protect. */
const PROTECT_TAG = 'teardown:protect';

/** Returns a text without what may differ when a user types it: case, blanks, invisible characters and compatibility forms. */
function loosely(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE_CHARACTERS, '').replace(/\s/g, '').toLowerCase();
}

/** Matches every key that may be the tag. Tens of thousands of resources have many other keys. */
const MAY_PROTECT = /p *r *o *t *e *c *t|[^ -~]/i;

/** Returns whether tags protect. A key that differs in case or blanks only was meant to. */
function hasProtectTag(tags: ReadonlyMap<string, string>, isDeletedItself: boolean): boolean {
  return [...tags].some(
    ([key, value]) =>
      MAY_PROTECT.test(key) && loosely(key) === PROTECT_TAG && (isDeletedItself || loosely(value) !== 'false'),
  );
}

/** The operations that remove tags. */
const TAG_REMOVAL = /^(?:DeleteTags|UntagResource)$/;

/** Returns the tag that a deletion of tags would take from its resource: with it the protection would end. */
function deletedTag({ Key, key = Key, Value, value = Value }: Structure): ReadonlyMap<string, string> {
  return new Map(typeof key === 'string' ? [[key, typeof value === 'string' ? value : '']] : []);
}

/** Returns the tags that protect: a resource's own, or, for a kind that has none, those of its parent. */
function protectingTags({ kind, tags, entry }: Resource): ReadonlyMap<string, string> {
  if (TAG_REMOVAL.test(kind.action.operation)) return deletedTag(entry.item);
  if (tags) return tags;
  const raw = entry.parent?.raw;
  return raw ? new Map([...getTags(raw, 'Tags'), ...getTags(raw, 'tags')]) : new Map();
}

/**
 * Returns a function that returns why a resource is protected by itself; undefined where nothing protects it. The rules are read once,
 * for thousands of resources.
 */
export function resourceProtection(rules: ResourceRules): (resource: Resource) => ResourceProtection | undefined {
  const read = rules.map(resourceRule);
  return (resource) => {
    const tags = protectingTags(resource);
    if (hasProtectTag(tags, TAG_REMOVAL.test(resource.kind.action.operation))) {
      return { text: t('Protected by the tag {0}. Remove the tag in AWS to allow the deletion.', PROTECT_TAG) };
    }
    const rule = read.find(({ matches }) => matches(resource, tags));
    if (!rule) return undefined;
    const text =
      rule.problem === undefined
        ? t('Protected by the rule "{0}" in the setting teardown.protectedResources.', rule.text)
        : t(
            'Protected because "{0}" in the setting teardown.protectedResources is not understood. {1}',
            rule.text,
            rule.problem,
          );
    return { text, setting: 'teardown.protectedResources' };
  };
}

/** Returns why one resource is protected by itself. See {@link resourceProtection}. */
export function resourceProtectionReason(resource: Resource, rules: ResourceRules): string | undefined {
  return resourceProtection(rules)(resource)?.text;
}
