import { t } from '@vscode/l10n';
import type { Verb } from '../../catalog/model/deleteAction.ts';
import type { EvidenceLevel } from '../../catalog/model/evidence.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Restorability } from '../../catalog/model/restore.ts';
import type { OutcomeKind } from '../execution/outcome.ts';
import { absoluteAndRelative } from '../../common/text/relativeTime.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';

/** The forms of a verb that sentences need. */
export interface VerbForms {
  /** `Delete`, for buttons and questions. The sentence sets its position: a language may want it last, and in lower case. */
  readonly imperative: string;
  /** `Deleted`, for the message at the end. */
  readonly past: string;
  /** `deleting`, for the row. */
  readonly progressive: string;
  /** `deleted`, for "cannot be deleted now". */
  readonly participle: string;
}

/** Returns the forms of an action's verb. */
export function verbForms(verb: Verb): VerbForms {
  return VERB_FORMS[verb]();
}

const verbFormsOf = (imperative: string, past: string, progressive: string, participle: string): VerbForms => ({
  imperative,
  past,
  progressive,
  participle,
});

/** Functions, for the language is known only once the extension runs. */
const VERB_FORMS: Readonly<Record<Verb, () => VerbForms>> = {
  delete: () => verbFormsOf(t('Delete'), t('Deleted'), t('deleting'), t('deleted')),
  terminate: () => verbFormsOf(t('Terminate'), t('Terminated'), t('terminating'), t('terminated')),
  release: () => verbFormsOf(t('Release'), t('Released'), t('releasing'), t('released')),
  detach: () => verbFormsOf(t('Detach'), t('Detached'), t('detaching'), t('detached')),
  disassociate: () => verbFormsOf(t('Disassociate'), t('Disassociated'), t('disassociating'), t('disassociated')),
  deregister: () => verbFormsOf(t('Deregister'), t('Deregistered'), t('deregistering'), t('deregistered')),
  cancel: () => verbFormsOf(t('Cancel'), t('Canceled'), t('canceling'), t('canceled')),
  revoke: () => verbFormsOf(t('Revoke'), t('Revoked'), t('revoking'), t('revoked')),
  reject: () => verbFormsOf(t('Reject'), t('Rejected'), t('rejecting'), t('rejected')),
  deprovision: () => verbFormsOf(t('Deprovision'), t('Deprovisioned'), t('deprovisioning'), t('deprovisioned')),
  disable: () => verbFormsOf(t('Disable'), t('Disabled'), t('disabling'), t('disabled')),
  unassign: () => verbFormsOf(t('Unassign'), t('Unassigned'), t('unassigning'), t('unassigned')),
  unlock: () => verbFormsOf(t('Unlock'), t('Unlocked'), t('unlocking'), t('unlocked')),
  close: () => verbFormsOf(t('Close'), t('Closed'), t('closing'), t('closed')),
  remove: () => verbFormsOf(t('Remove'), t('Removed'), t('removing'), t('removed')),
};

/**
 * Returns the label of the action of a kind, for buttons and menus.
 *
 * Example: `Delete Route Server Peer`.
 */
export function actionLabel({ action, noun }: Pick<Kind, 'action' | 'noun'>): string {
  return action.label ?? buttonLabel(verbForms(action.verb).imperative, titleCase(noun));
}

/**
 * Returns the label of a button.
 *
 * Example: `Delete 3 Route Server Peers`.
 */
export function buttonLabel(imperative: string, what: string): string {
  return t({
    message: '{0} {1}',
    args: [imperative, what],
    comment: 'A button: {0} is a verb (Delete), {1} what it is done to (3 Route Server Peers)',
  });
}

/** Returns the label of a button: with an ellipsis where it leads to more. */
export function moreLabel(label: string, leadsToMore: boolean): string {
  return leadsToMore ? `${label}…` : label;
}

/**
 * Returns the title of an action on one resource.
 *
 * Example: `Delete route server peer "edge-fw-1"`; where verb and noun do not suffice, the kind's own words.
 */
export function actionTitle({ action, noun }: Pick<Kind, 'action' | 'noun'>, name: string): string {
  return action.label ? `${action.label}: ${name}` : t('{0} {1} {2}', verbForms(action.verb).imperative, noun, name);
}

/** Returns a title that begins with a capital letter. In German, AWS's own noun comes first, which is in lower case. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns a noun for a button, every word capitalized: `Route Server Peer`. What has capitals already keeps them. */
export function titleCase(noun: string): string {
  return noun.replace(/(^|\s)(\p{Ll})/gu, (_, space: string, letter: string) => space + letter.toUpperCase());
}

/**
 * Returns a number of resources of one kind.
 *
 * Example: `3 route server peers`.
 */
export function pluralize(count: number, kind: Pick<Kind, 'noun' | 'pluralNoun'>): string {
  return `${count} ${count === 1 ? kind.noun : kind.pluralNoun}`;
}

/** Returns the value of a fact as visible text. Dates are absolute and relative. */
export function formatFieldValue(value: string | number | boolean | Date, now: number): string {
  return value instanceof Date ? absoluteAndRelative(value, now) : escapeInvisible(String(value));
}

/**
 * Puts the level of a finding before its text, in words: `Warning: BGP is up`.
 *
 * A finding without concerns has no prefix.
 */
export function findingLine(level: EvidenceLevel, text: string): string {
  switch (level) {
    case 'blocker':
      return t('Blocked: {0}', text);
    case 'warning':
      return t('Warning: {0}', text);
    case 'unknown':
      return t('Not certain: {0}', text);
    case 'ok':
      return text;
  }
}

/** Returns the line on whether a deletion can be undone; `text` is the explanation of the resource type. */
export function restorabilityLine({ level, text }: Pick<Restorability, 'level' | 'text'>): string {
  return level === 'none' ? findingLine('warning', text) : t('Can be restored: {0}', text);
}

/**
 * Returns the label of an outcome for a row or a count: `blocked`, `already disassociated`.
 *
 * The participle is the one of the action that was taken (`deleted`, `detached`).
 */
export function outcomeLabel(kind: OutcomeKind, participle: string): string {
  switch (kind) {
    case 'deleted':
      return participle;
    case 'alreadyDeleted':
      return t({
        message: 'already {0}',
        args: [participle],
        comment: '{0} is the participle of an action: already deleted, already detached',
      });
    case 'deleting':
      return t('in progress');
    case 'reverted':
      return t('reverted by AWS');
    case 'changed':
      return t('changed, skipped');
    case 'blocked':
      return t('blocked');
    case 'denied':
      return t('denied');
    case 'failed':
      return t('failed');
    case 'canceled':
      return t({
        message: 'canceled',
        comment: 'The outcome of a deletion that was stopped before its request was sent',
      });
    case 'unknown':
      return t('unknown');
  }
}

/**
 * Returns the label of an outcome beside facts of AWS. A state that is the same word (`failed`) would read as its repetition: the label names
 * the deletion then.
 */
export function outcomeBeside(kind: OutcomeKind, participle: string, facts: readonly string[]): string {
  const label = outcomeLabel(kind, participle);
  if (facts.every((fact) => fact.toLowerCase() !== label.toLowerCase())) return label;
  return t({
    message: 'deletion: {0}',
    args: [label],
    comment:
      '{0} is how the deletion ended, where AWS uses the same word for the state of the resource: deletion: failed',
  });
}
