import { t } from '@vscode/l10n';
import { sourceLabel, type Identity } from '../aws/target.ts';

/**
 * How far a profile or account is protected: `confirm` always asks for the strongest confirmation, `readOnly` lets nothing be
 * removed.
 */
export type ProtectionLevel = 'confirm' | 'readOnly';

/** What the user declared: a level for each profile name or account id, `*` and `?` standing for anything and any one. */
export type ProtectionRules = Readonly<Record<string, unknown>>;

/** Whether a pattern with `*` and `?` fits a whole text. */
function fits(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'su').test(text);
}

/**
 * The protection of whoever the credentials belong to. The strongest rule that fits counts; a rule whose level is not
 * understood protects wholly, for it was meant to protect.
 *
 * @param identity the profile and account
 * @param rules the user's rules
 * @returns the level; undefined where no rule fits
 */
export function protectionOf(
  identity: Pick<Identity, 'source' | 'accountId'>,
  rules: ProtectionRules,
): ProtectionLevel | undefined {
  const names = [sourceLabel(identity.source), identity.accountId];
  const levels = Object.entries(rules)
    .filter(([pattern]) => names.some((name) => fits(pattern, name)))
    .map(([, level]) => level);
  if (levels.length === 0) return undefined;
  return levels.every((level) => level === 'confirm') ? 'confirm' : 'readOnly';
}

/**
 * A level as people read it.
 *
 * @param level the level
 * @returns `protected` or `read only`
 */
export function protectionWord(level: ProtectionLevel): string {
  return level === 'confirm' ? t('protected') : t('read only');
}

/**
 * Why nothing is removed in a place that is read only.
 *
 * @param identity the profile and account
 * @returns the sentence, with what to do if that is not wanted
 */
export function readOnlyReason(identity: Identity): string {
  return t(
    '{0} (account {1}) is read only: nothing is removed there. The setting teardown.protected says so.',
    sourceLabel(identity.source),
    identity.accountId,
  );
}
