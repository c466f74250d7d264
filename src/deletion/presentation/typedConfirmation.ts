import { randomInt } from 'node:crypto';
import { t } from '@vscode/l10n';
import { displayName } from '../../inventory/resource.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { confirmationLevel, type ConfirmationSetting } from './confirmationLevel.ts';
import type { PlanItem } from '../planning/plan.ts';
import { accountsOf, type AccountLabel } from './placeLines.ts';

/** The text to type after the dialog, where a click is not enough. */
export interface TypedConfirmation {
  /** Names the text to type and the account. The title above it is the question with its action. */
  readonly prompt: string;
  /** The exact text. Codes and suffixes differ between plans, so they cannot become a habit. */
  readonly expected: string;
}

/** Letters and digits that do not look alike. */
const CODE_ALPHABET = 'ACDEFGHJKLMNPQRTUVWXY34679';
const CODE_LENGTH = 6;
const SUFFIX_LENGTH = 4;

/** The maximum length of a name, and of an id, that is typed instead of a code. */
const MAX_NAME_LENGTH = 16;
const MAX_ID_LENGTH = 8;

/** Returns whether any keyboard can type a text, and no prompt shows it as a link or an icon. */
function isTypeable(text: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !/\]\(|\$\(|  /.test(text);
}

function randomCode(length: number): string {
  return Array.from({ length }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length))).join('');
}

/** Returns the name of the one where it is short, else a code; the count of many, with a changing suffix and without a blank, so that the prompt reads well. */
function confirmationToken(items: readonly PlanItem[], first: PlanItem): string {
  const { length } = items;
  if (length > 1) return `${length}-${randomCode(length < 1000 ? SUFFIX_LENGTH : SUFFIX_LENGTH - 1)}`;
  const name = displayName(first.resource);
  const limit = name === first.resource.id ? MAX_ID_LENGTH : MAX_NAME_LENGTH;
  return name.length <= limit && isTypeable(name) ? name : randomCode(CODE_LENGTH);
}

/**
 * Returns the text to type before a plan is executed; undefined where the dialog is enough. A protected profile or account adds the account
 * ID.
 */
export function typedConfirmationFor(
  items: readonly PlanItem[],
  setting: ConfirmationSetting,
  label?: AccountLabel,
): TypedConfirmation | undefined {
  const [first] = items;
  if (!first || confirmationLevel(items, setting) === 'modal') return undefined;
  const accounts = new Set(items.map(({ resource }) => resource.target.identity.accountId));
  const labels = accountsOf(items, label);
  const isProtected = items.some(({ protection }) => protection === 'confirm');
  // Each account is confirmed by its id, where there are several.
  const typed = isProtected || accounts.size > 1 ? accounts : [];
  const expected = [confirmationToken(items, first), ...typed].join(' ');
  const shown = escapeInvisible(expected);
  return {
    prompt: isProtected
      ? t('Type {0} to confirm in the protected account {1}. Upper and lower case count.', shown, labels)
      : t('Type {0} to confirm in account {1}. Upper and lower case count.', shown, labels),
    expected,
  };
}
