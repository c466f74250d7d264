import { t } from '@vscode/l10n';
import { sourceLabel, type Identity } from '../../aws/identity/target.ts';
import { getTags } from '../../inventory/listing/memberPath.ts';
import { displayName, type Resource } from '../../inventory/resource.ts';
import { matchesWildcard } from '../../common/text/wildcard.ts';

/**
 * How far a profile or account is protected: `confirm` always asks for the strongest confirmation, `readOnly` lets nothing be
 * removed.
 */
export type ProtectionLevel = 'confirm' | 'readOnly';

/** What the user declared: a level for each profile name or account id, `*` and `?` standing for anything and any one. */
export type ProtectionRules = Readonly<Record<string, unknown>>;

/**
 * The protection of whoever the credentials belong to. The strongest rule that fits counts; a rule whose level is not
 * understood protects wholly, for it was meant to protect.
 *
 * Returns the level; undefined where no rule fits.
 */
export function protectionOf(
  identity: Pick<Identity, 'source' | 'accountId'>,
  rules: ProtectionRules,
): ProtectionLevel | undefined {
  const names = [sourceLabel(identity.source), identity.accountId];
  const levels = Object.entries(rules)
    .filter(([pattern]) => names.some((name) => matchesWildcard(pattern, name)))
    .map(([, level]) => level);
  if (levels.length === 0) return undefined;
  return levels.every((level) => level === 'confirm') ? 'confirm' : 'readOnly';
}

/**
 * A level as people read it.
 *
 * Returns `protected` or `read only`.
 */
export function protectionLabel(level: ProtectionLevel): string {
  return level === 'confirm' ? t('protected') : t('read only');
}

/**
 * Why nothing is removed in a place that is read only.
 *
 * Returns the sentence, with what to do if that is not wanted.
 */
export function readOnlyReason(identity: Identity): string {
  return t(
    '{0} (account {1}) is read only: the setting teardown.protected forbids deletions.',
    sourceLabel(identity.source),
    identity.accountId,
  );
}

/** The tag that protects a resource, whoever looks at it; `false` as its value does not. */
const PROTECT_TAG = 'teardown:protect';

/** The tags that protect: a resource's own, or, for a kind that has none, those of its parent. */
function protectingTags({ tags, entry }: Resource): ReadonlyMap<string, string> {
  if (tags) return tags;
  const raw = entry.parent?.raw;
  return raw ? new Map([...getTags(raw, 'Tags'), ...getTags(raw, 'tags')]) : new Map();
}

/** Whether a rule, `tag:env=prod*`, `tag:keep` or `name:prod-*`, fits a resource. */
function ruleMatches(rule: string, resource: Resource): boolean {
  const [, what, pattern = ''] = /^(tag|name):(.+)$/su.exec(rule.trim()) ?? [];
  if (what === 'name') return [displayName(resource), resource.id].some((name) => matchesWildcard(pattern, name));
  if (what !== 'tag') return false;
  const [key = '', ...rest] = pattern.split('=');
  const value = rest.length === 0 ? '*' : rest.join('=');
  return [...protectingTags(resource)].some(
    ([name, text]) => matchesWildcard(key, name) && matchesWildcard(value, text),
  );
}

/**
 * Why a resource is protected by itself.
 *
 * Returns the reason, with what to do if it is to go all the same; undefined where nothing protects it.
 */
export function resourceProtectionReason(resource: Resource, rules: readonly string[]): string | undefined {
  const tag = protectingTags(resource).get(PROTECT_TAG);
  if (tag !== undefined && tag.toLowerCase() !== 'false') {
    return t('Protected by the tag {0}. Remove the tag in AWS to allow the deletion.', PROTECT_TAG);
  }
  const rule = rules.find((candidate) => ruleMatches(candidate, resource));
  return rule === undefined
    ? undefined
    : t('Protected by the rule "{0}" in the setting teardown.protectedResources.', rule);
}
