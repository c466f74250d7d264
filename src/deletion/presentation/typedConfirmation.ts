import { randomInt } from 'node:crypto';
import { t } from '@vscode/l10n';
import { displayName } from '../../inventory/resource.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import { confirmationLevel, type ConfirmationSetting } from './confirmationLevel.ts';
import type { PlanItem } from '../planning/plan.ts';
import { verbForms } from './phrases.ts';

/** The text to type after the dialog, where a click is not enough. */
export interface TypedConfirmation {
  /** Names the text to type and the consequence. */
  readonly prompt: string;
  /** The exact text. It differs between plans, so it cannot become a habit. */
  readonly expected: string;
}

/** Letters and digits that nobody takes for one another. */
const CODE_ALPHABET = 'ACDEFGHJKLMNPQRTUVWXY34679';
const CODE_LENGTH = 6;
const SUFFIX_LENGTH = 4;

/** A name that can be typed on any keyboard, is short enough to be, and has nothing in it that a prompt shows as a link or an icon. */
function isTypeable(name: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/.test(name) && !/\]\(|\$\(|  /.test(name);
}

function randomCode(length: number): string {
  return Array.from({ length }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length))).join('');
}

/** The name of the one, or a shown code where it cannot be typed; the count of many, with a changing suffix. */
function confirmationToken(items: readonly PlanItem[], first: PlanItem): string {
  if (items.length > 1) return `${items.length} ${randomCode(SUFFIX_LENGTH)}`;
  const name = displayName(first.resource);
  return isTypeable(name) ? name : randomCode(CODE_LENGTH);
}

/**
 * Returns the text to type before a plan is executed. A protected profile or account adds the account id.
 *
 * Returns undefined if the dialog is enough.
 */
export function typedConfirmationFor(
  items: readonly PlanItem[],
  setting: ConfirmationSetting,
): TypedConfirmation | undefined {
  const [first] = items;
  if (!first || confirmationLevel(items, setting) === 'modal') return undefined;
  const { accountId } = first.resource.target.identity;
  const isProtected = items.some(({ protection }) => protection === 'confirm');
  const expected = [confirmationToken(items, first), ...(isProtected ? [accountId] : [])].join(' ');
  const verbs = new Set(items.map(({ resource }) => verbForms(resource.kind.action.verb).imperative.toLowerCase()));
  const verb = verbs.size === 1 ? [...verbs].join('') : t('delete');
  const what = items.length > 1 ? t('them') : t('it');
  return {
    prompt: isProtected
      ? t('Type {0} to {1} {2} from the protected account {3}', escapeInvisible(expected), verb, what, accountId)
      : t('Type {0} to {1} {2} from account {3}', escapeInvisible(expected), verb, what, accountId),
    expected,
  };
}
