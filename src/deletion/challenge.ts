import { randomInt } from 'node:crypto';
import { t } from '@vscode/l10n';
import { displayName } from '../inventory/resource.ts';
import { visible } from '../text/visible.ts';
import type { PlanItem } from './plan.ts';
import { verbForms } from './words.ts';

/** What has to be typed after the dialog, where a click is not enough. */
export interface Challenge {
  /** Says what to type, and what it does where. */
  readonly prompt: string;
  /** Exactly this; it differs from one resource and account to the next, so that no hand learns it. */
  readonly expected: string;
}

/** Letters and digits that nobody takes for one another. */
const CODE_ALPHABET = 'ACDEFGHJKLMNPQRTUVWXY34679';
const CODE_LENGTH = 6;

/** A name that can be typed on any keyboard, and is short enough to be. */
function canBeTyped(name: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/.test(name);
}

function randomCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length))).join('');
}

/**
 * What has to be typed to remove a resource of a protected profile or account: its name, or a shown code where the name cannot
 * be typed, and the account id.
 *
 * @param item the planned removal
 * @returns the challenge; undefined where the dialog alone is enough
 */
export function challengeFor(item: PlanItem): Challenge | undefined {
  if (item.protection !== 'confirm') return undefined;
  const { resource } = item;
  const { accountId } = resource.target.identity;
  const name = displayName(resource);
  const token = canBeTyped(name) ? name : randomCode();
  const expected = `${token} ${accountId}`;
  const verb = verbForms(resource.kind.removal.verb).imperative.toLowerCase();
  return {
    prompt: t('Type {0} to {1} it from the protected account {2}', visible(expected), verb, accountId),
    expected,
  };
}
